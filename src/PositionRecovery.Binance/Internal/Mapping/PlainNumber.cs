namespace PositionRecovery.Binance;

/// <summary>Reads the amounts that nearly all are: digits with or without a point. Anything else is left to the
/// platform, which takes several times as long.</summary>
internal static class PlainNumber
{
    /// <summary>So many digits fit in 64 bits.</summary>
    private const int MaxDigits = 18;

    /// <returns>Whether it was one; if not, it may still be a number.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0m;
        bool isNegative = text.Length > 0 && text[0] == '-';
        int first = isNegative ? 1 : 0;
        if (text.Length - first is 0 or > MaxDigits + 1)
        {
            return false;
        }

        long digits = 0;
        int point = -1;
        for (int i = first; i < text.Length; i++)
        {
            uint digit = (uint)text[i] - '0';
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
            }
            else if (text[i] == '.' && point < 0 && i > first && i < text.Length - 1)
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        if ((point < 0 && text.Length - first > MaxDigits) || (isNegative && digits == 0))
        {
            return false;
        }

        byte scale = point < 0 ? (byte)0 : (byte)(text.Length - 1 - point);
        value = new decimal((int)digits, (int)(digits >> 32), 0, isNegative, scale);
        return true;
    }
}
