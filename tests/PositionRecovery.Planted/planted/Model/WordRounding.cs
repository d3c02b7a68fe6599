namespace PositionRecovery;

/// <summary>Rounds fractions of machine words: nearly all, and without big integers.</summary>
internal static class WordRounding
{
    private const int MaxScale = 28;

    private static readonly UInt128 Beyond = Power(Rational.SignificantDigits);

    private static readonly UInt128[] Powers = [.. Enumerable.Range(0, MaxScale + 1).Select(Power)];

    /// <summary>The nearest value of <see cref="Rational.SignificantDigits"/> digits, half to even, without trailing
    /// zeros.</summary>
    /// <param name="numerator">Not 0, and of at most 61 bits: it fits 128 bits times what it can be scaled by.</param>
    /// <param name="denominator">Of at most 61 bits.</param>
    internal static decimal Round(long numerator, ulong denominator)
    {
        ulong magnitude = (ulong)Math.Abs(numerator);
        int scale = Exact(denominator);
        if (scale >= 0 && (UInt128)magnitude * ((ulong)Powers[scale] / denominator) is var exact && exact < Beyond)
        {
            return ToDecimal(exact, scale, numerator < 0);
        }

        scale = ScaleOf(magnitude, denominator);
        UInt128 scaled = Scaled(magnitude, denominator, scale);
        return ToDecimal(scaled, scale, numerator < 0);
    }

    /// <summary>A number over a power of ten, without trailing zeros.</summary>
    internal static decimal ToDecimal(UInt128 scaled, int scale, bool isNegative)
    {
        while (scale > 0 && scaled > ulong.MaxValue)
        {
            (UInt128 shorter, UInt128 digit) = UInt128.DivRem(scaled, 10);
            if (digit != UInt128.Zero)
            {
                break;
            }

            (scaled, scale) = (shorter, scale - 1);
        }

        ulong low = (ulong)(scaled & ulong.MaxValue);
        uint high = (uint)(scaled >> 64);
        if (high == 0)
        {
            while (scale > 0 && low != 0 && low % 10 == 0)
            {
                (low, scale) = (low / 10, scale - 1);
            }
        }

        return scaled == UInt128.Zero
            ? 0m
            : new decimal((int)low, (int)(low >> 32), (int)high, isNegative, (byte)scale);
    }

    /// <summary>The fewest decimal places that a value of this denominator has; -1 when they do not end soon.</summary>
    private static int Exact(ulong denominator)
    {
        for (int places = 0; places <= 18; places++)
        {
            if ((ulong)Powers[places] % denominator == 0)
            {
                return places;
            }
        }

        return -1;
    }

    private static int ScaleOf(ulong magnitude, ulong denominator)
    {
        ulong whole = magnitude / denominator;
        if (whole > 0)
        {
            int digits = 1;
            while (digits < 20 && whole >= Powers[digits])
            {
                digits++;
            }

            return Rational.SignificantDigits - digits;
        }

        int zeros = 0;
        while (magnitude * Powers[zeros + 1] < denominator)
        {
            zeros++;
        }

        return Math.Min(MaxScale, Rational.SignificantDigits + zeros);
    }

    private static UInt128 Scaled(ulong magnitude, ulong denominator, int scale)
    {
        (UInt128 quotient, UInt128 remainder) = UInt128.DivRem(magnitude * Powers[scale], denominator);
        UInt128 twice = remainder << 1;
        return twice > denominator || (twice == denominator && UInt128.IsOddInteger(quotient))
            ? quotient + UInt128.One
            : quotient;
    }

    private static UInt128 Power(int exponent)
    {
        UInt128 power = UInt128.One;
        for (; exponent > 0; exponent--)
        {
            power *= 10;
        }

        return power;
    }
}
