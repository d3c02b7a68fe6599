using System.Numerics;

namespace PositionRecovery;

/// <summary>A fraction of any size in lowest terms, and how it is rounded.</summary>
/// <param name="Numerator">Carries the sign.</param>
/// <param name="Denominator">Greater than 0.</param>
/// <remarks>Sums and products of fractions in lowest terms can be shortened by little only, which is mostly one word:
/// finding it costs far less than the common divisor of the results.</remarks>
internal sealed record BigFraction(BigInteger Numerator, BigInteger Denominator)
{
    private const int MaxScale = 28;

    /// <summary>A denominator of more bits than this is rounded to one of <see cref="BoundedBits"/>, which is 90
    /// decimal places.</summary>
    private const int MaxDenominatorBits = 400;

    private const int BoundedBits = 300;

    private static readonly BigInteger[] Powers =
        [.. Enumerable.Range(0, 80).Select(static i => BigInteger.Pow(10, i))];

    internal BigFraction Inverse => Numerator.Sign > 0
        ? new BigFraction(Denominator, Numerator)
        : new BigFraction(-Denominator, -Numerator);

    internal static BigFraction Reduced(BigInteger numerator, BigInteger denominator)
    {
        BigInteger divisor = Common(numerator, denominator);
        return divisor.IsOne
            ? new BigFraction(numerator, denominator)
            : new BigFraction(numerator / divisor, denominator / divisor);
    }

    internal static BigFraction Sum(BigFraction x, BigFraction y)
    {
        BigInteger common = Common(x.Denominator, y.Denominator);
        BigInteger rest = Shorter(y.Denominator, common);
        BigInteger sum = (x.Numerator * rest) + (y.Numerator * Shorter(x.Denominator, common));
        BigInteger divisor = Common(sum, common);
        return new BigFraction(Shorter(sum, divisor), Shorter(x.Denominator, divisor) * rest);
    }

    internal static BigFraction Product(BigFraction x, BigFraction y)
    {
        BigInteger first = Common(x.Numerator, y.Denominator);
        BigInteger second = Common(y.Numerator, x.Denominator);
        return new BigFraction(
            Shorter(x.Numerator, first) * Shorter(y.Numerator, second),
            Shorter(x.Denominator, second) * Shorter(y.Denominator, first));
    }

    internal static BigInteger Power(int exponent) =>
        exponent < Powers.Length ? Powers[exponent] : BigInteger.Pow(10, exponent);

    /// <summary>The nearest value with so many significant digits, half to even, without trailing zeros.</summary>
    /// <exception cref="OverflowException">The value is beyond the range of <see cref="decimal"/>.</exception>
    internal decimal Round(int significantDigits)
    {
        BigInteger magnitude = BigInteger.Abs(Numerator);
        int scale = Math.Min(MaxScale, significantDigits - AboutDigits(magnitude));
        BigInteger quotient = Quotient(magnitude, scale, out BigInteger remainder, out BigInteger divisor);
        while (quotient >= Power(significantDigits))
        {
            quotient = Quotient(magnitude, --scale, out remainder, out divisor);
        }

        while (quotient < Power(significantDigits - 1) && scale < MaxScale)
        {
            quotient = Quotient(magnitude, ++scale, out remainder, out divisor);
        }

        int half = (remainder << 1).CompareTo(divisor);
        BigInteger rounded = half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
        if (scale > 0)
        {
            return WordRounding.ToDecimal((UInt128)rounded, scale, Numerator.Sign < 0);
        }

        rounded *= Power(-scale);
        return (decimal)(Numerator.Sign < 0 ? -rounded : rounded);
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

    /// <summary>What divides both; <paramref name="b"/> is greater than 0.</summary>
    private static BigInteger Common(BigInteger a, BigInteger b)
    {
        if (a.IsOne || b.IsOne)
        {
            return BigInteger.One;
        }

        return b.IsPowerOfTwo && !a.IsZero
            ? BigInteger.Min(b, a & -a)
            : BigInteger.GreatestCommonDivisor(a, b);
    }

    private static BigInteger Shorter(BigInteger value, BigInteger divisor) => divisor.IsOne ? value : value / divisor;

    /// <summary>The digits before the decimal point, or one off.</summary>
    private int AboutDigits(BigInteger magnitude)
    {
        long bits = magnitude.GetBitLength() - Denominator.GetBitLength();
        long up = bits > 0 ? 99_999 : 0;
        return (int)(((bits * 30_103) + up) / 100_000); // log10(2), rounded up
    }

    /// <summary>The fraction times 10^scale, cut.</summary>
    private BigInteger Quotient(BigInteger magnitude, int scale, out BigInteger remainder, out BigInteger divisor)
    {
        BigInteger numerator = scale > 0 ? magnitude * Power(scale) : magnitude;
        divisor = scale < 0 ? Denominator * Power(-scale) : Denominator;
        return BigInteger.DivRem(numerator, divisor, out remainder);
    }
}
