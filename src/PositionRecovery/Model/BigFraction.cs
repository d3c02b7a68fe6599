using System.Numerics;

namespace PositionRecovery;

/// <summary>A fraction of any size, and how it is rounded.</summary>
/// <param name="Numerator">Carries the sign.</param>
/// <param name="Denominator">Greater than 0.</param>
internal sealed record BigFraction(BigInteger Numerator, BigInteger Denominator)
{
    private const int MaxScale = 28;

    /// <summary>A denominator of more bits than this is rounded to one of <see cref="BoundedBits"/>, which is 90
    /// decimal places.</summary>
    private const int MaxDenominatorBits = 400;

    private const int BoundedBits = 300;

    private static readonly BigInteger[] Powers =
        [.. Enumerable.Range(0, 80).Select(static i => BigInteger.Pow(10, i))];

    /// <summary>The nearest value with so many significant digits, half to even, without trailing zeros.</summary>
    /// <exception cref="OverflowException">The value is beyond the range of <see cref="decimal"/>.</exception>
    internal decimal Round(int significantDigits)
    {
        BigInteger magnitude = BigInteger.Abs(Numerator);
        int scale = significantDigits - DigitsBeforePoint(magnitude);
        BigInteger scaled = Scaled(magnitude, scale);
        if (scaled >= Power(significantDigits))
        {
            scaled = Scaled(magnitude, --scale); // rounding carried into one more digit
        }

        if (scale > MaxScale)
        {
            scale = MaxScale;
            scaled = Scaled(magnitude, scale);
        }

        while (scale > 0 && !scaled.IsZero)
        {
            BigInteger shorter = BigInteger.DivRem(scaled, 10, out BigInteger digit);
            if (!digit.IsZero)
            {
                break;
            }

            scaled = shorter;
            scale--;
        }

        return ToDecimal(scaled, scale, Numerator.Sign < 0);
    }

    internal BigFraction Bounded()
    {
        if (Denominator.GetBitLength() <= MaxDenominatorBits)
        {
            return this;
        }

        BigInteger rounded = ((Numerator << (BoundedBits + 1)) + Denominator) / (Denominator << 1);
        return new BigFraction(rounded, BigInteger.One << BoundedBits);
    }

    private static BigInteger Power(int exponent) =>
        exponent < Powers.Length ? Powers[exponent] : BigInteger.Pow(10, exponent);

    private static decimal ToDecimal(BigInteger scaled, int scale, bool isNegative)
    {
        if (scale < 0)
        {
            scaled *= Power(-scale);
            scale = 0;
        }

        if (scaled.IsZero)
        {
            return 0m;
        }

        Span<int> bits = stackalloc int[4];
        decimal.GetBits((decimal)scaled, bits);
        return new decimal(bits[0], bits[1], bits[2], isNegative, (byte)scale);
    }

    private static int Digits(BigInteger value)
    {
        int digits = Math.Max(1, (int)((value.GetBitLength() - 1) * 30_103 / 100_000)); // log10(2) = 0.30103
        while (value >= Power(digits))
        {
            digits++;
        }

        while (digits > 1 && value < Power(digits - 1))
        {
            digits--;
        }

        return digits;
    }

    /// <summary>The digits before the decimal point; 0 or less for a value below one.</summary>
    private int DigitsBeforePoint(BigInteger magnitude)
    {
        int digits = Digits(magnitude) - Digits(Denominator);
        bool reaches = digits >= 0
            ? magnitude >= Denominator * Power(digits)
            : magnitude * Power(-digits) >= Denominator;
        return reaches ? digits + 1 : digits;
    }

    /// <summary>The fraction times 10^scale, rounded half to even.</summary>
    private BigInteger Scaled(BigInteger magnitude, int scale)
    {
        BigInteger numerator = scale > 0 ? magnitude * Power(scale) : magnitude;
        BigInteger divisor = scale < 0 ? Denominator * Power(-scale) : Denominator;
        BigInteger quotient = BigInteger.DivRem(numerator, divisor, out BigInteger remainder);
        int half = (remainder * 2).CompareTo(divisor);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
