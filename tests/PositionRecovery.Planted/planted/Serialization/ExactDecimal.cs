using System.Globalization;

namespace PositionRecovery;

/// <summary>Decimals as text, exactly: every bit of a <see cref="decimal"/> survives writing and reading, scale and
/// sign of zero included, and a number that a <see cref="decimal"/> cannot hold is an error, never rounded.</summary>
internal static class ExactDecimal
{
    private const int MaxScale = 28;

    /// <summary>Longer texts cannot be numbers that we wrote, and must not cost time.</summary>
    private const int MaxText = 128;

    internal static string Text(decimal value)
    {
        string text = value.ToString(CultureInfo.InvariantCulture);

        // The framework writes negative zero without its sign.
        return value == 0m && decimal.IsNegative(value) ? "-" + text : text;
    }

    /// <summary>Reads a number in the grammar of JSON.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number.</param>
    /// <param name="problem">What is wrong with the text.</param>
    /// <returns>Whether the text is a number that a decimal can hold exactly.</returns>
    internal static bool TryParse(ReadOnlySpan<char> text, out decimal value, out string problem)
    {
        value = 0m;
        problem = "is no number";
        if (text.Length > MaxText)
        {
            return false;
        }

        bool isNegative = text.StartsWith("-");
        ReadOnlySpan<char> rest = isNegative ? text[1..] : text;
        ReadOnlySpan<char> whole = Digits(ref rest);
        if (whole.IsEmpty || (whole.Length > 1 && whole[0] == '0')
            || !TryFraction(ref rest, out ReadOnlySpan<char> fraction)
            || !TryExponent(ref rest, out int exponent) || !rest.IsEmpty)
        {
            return false;
        }

        problem = "has more digits than can be kept exactly";
        Span<char> digits = stackalloc char[MaxText];
        whole.CopyTo(digits);
        fraction.CopyTo(digits[whole.Length..]);
        return TryCompose(
            isNegative, digits[..(whole.Length + fraction.Length)], fraction.Length - exponent, out value);
    }

    private static bool TryFraction(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> fraction)
    {
        fraction = [];
        if (!rest.StartsWith("."))
        {
            return true;
        }

        rest = rest[1..];
        fraction = Digits(ref rest);
        return !fraction.IsEmpty;
    }

    private static bool TryExponent(ref ReadOnlySpan<char> rest, out int exponent)
    {
        exponent = 0;
        if (rest.IsEmpty || rest[0] is not ('e' or 'E'))
        {
            return true;
        }

        rest = rest[1..];
        bool isNegative = rest.StartsWith("-");
        rest = isNegative || rest.StartsWith("+") ? rest[1..] : rest;
        ReadOnlySpan<char> digits = Digits(ref rest);

        // Four digits are far beyond any decimal and far from the limits of an int.
        if (digits.IsEmpty || digits.Length > 4)
        {
            return false;
        }

        exponent = int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        exponent = isNegative ? -exponent : exponent;
        return true;
    }

    private static ReadOnlySpan<char> Digits(ref ReadOnlySpan<char> rest)
    {
        int end = rest.IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> digits = end < 0 ? rest : rest[..end];
        rest = rest[digits.Length..];
        return digits;
    }

    /// <summary>Makes the number <c>digits · 10^-places</c>.</summary>
    private static bool TryCompose(bool isNegative, ReadOnlySpan<char> digits, int places, out decimal value)
    {
        value = 0m;

        // Beyond the deepest scale, zeros at the end say nothing; any other digit there would be lost.
        while (places > MaxScale && digits.EndsWith("0"))
        {
            digits = digits[..^1];
            places--;
        }

        UInt128 mantissa = 0;
        foreach (char digit in digits)
        {
            if (!TryAppend(ref mantissa, digit - '0'))
            {
                return false;
            }
        }

        for (; places < 0; places++)
        {
            if (!TryAppend(ref mantissa, 0))
            {
                return false;
            }
        }

        if (places > MaxScale && mantissa != 0)
        {
            return false;
        }

        value = new decimal(
            (int)(uint)(mantissa & uint.MaxValue),
            (int)(uint)((mantissa >> 32) & uint.MaxValue),
            (int)(uint)(mantissa >> 64),
            isNegative,
            (byte)Math.Min(places, MaxScale));
        return true;
    }

    private static bool TryAppend(ref UInt128 mantissa, int digit)
    {
        mantissa = (mantissa * 10) + (UInt128)digit;
        return mantissa >> 96 == 0;
    }
}
