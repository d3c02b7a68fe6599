using System.Globalization;
using System.Numerics;

namespace PositionRecovery.Tests;

/// <summary>An exact rational number, always in lowest terms with a positive denominator. The oracle computes in these
/// only, so whatever differs from it is the other side's rounding, never its own.</summary>
internal readonly record struct Fraction
{
    private readonly BigInteger _denominatorLessOne;

    private Fraction(BigInteger numerator, BigInteger denominator)
    {
        BigInteger common = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / common;

        // Stored less one, so that default(Fraction) is the number zero.
        _denominatorLessOne = (denominator / common) - 1;
    }

    public static Fraction Zero => default;

    public BigInteger Numerator { get; }

    public BigInteger Denominator => _denominatorLessOne + 1;

    public int Sign => Numerator.Sign;

    public bool IsZero => Numerator.IsZero;

    public static Fraction Of(decimal value)
    {
        BigInteger denominator = BigInteger.Pow(10, value.Scale);
        int[] bits = decimal.GetBits(value);
        var digits = new BigInteger((uint)bits[2]);
        digits = (digits << 32) + (uint)bits[1];
        digits = (digits << 32) + (uint)bits[0];
        return new Fraction(value < 0m ? -digits : digits, denominator);
    }

    public static Fraction Of(long value) => new(value, BigInteger.One);

    public static Fraction operator +(Fraction a, Fraction b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Fraction operator -(Fraction a, Fraction b) => a + -b;

    public static Fraction operator -(Fraction a) => new(-a.Numerator, a.Denominator);

    public static Fraction operator *(Fraction a, Fraction b) =>
        new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Fraction operator /(Fraction a, Fraction b) =>
        b.IsZero
            ? throw new DivideByZeroException("The oracle divided by zero.")
            : new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static bool operator <(Fraction a, Fraction b) => (a - b).Sign < 0;

    public static bool operator >(Fraction a, Fraction b) => (a - b).Sign > 0;

    public static bool operator <=(Fraction a, Fraction b) => (a - b).Sign <= 0;

    public static bool operator >=(Fraction a, Fraction b) => (a - b).Sign >= 0;

    public static Fraction Min(Fraction a, Fraction b) => a < b ? a : b;

    public Fraction Abs() => new(BigInteger.Abs(Numerator), Denominator);

    public Fraction Inverted() => Of(1) / this;

    /// <summary>The value as a venue would show it: rounded to a multiple of the increment, half away from zero.
    /// </summary>
    public decimal RoundedTo(decimal increment)
    {
        Fraction steps = Abs() / Of(increment);
        BigInteger whole = ((2 * steps.Numerator) + steps.Denominator) / (2 * steps.Denominator);
        return (decimal)whole * increment * Sign;
    }

    /// <summary>The value as the books store it: 20 significant digits, half to even.</summary>
    public decimal Stored()
    {
        const int digits = 20;
        const int mostDecimals = 28;
        if (IsZero)
        {
            return 0m;
        }

        BigInteger top = BigInteger.Abs(Numerator);
        int integerDigits = top / Denominator is var whole && whole.IsZero
            ? -LeadingZeros(top)
            : whole.ToString(CultureInfo.InvariantCulture).Length;
        int decimals = Math.Clamp(digits - integerDigits, 0, mostDecimals);
        var rounded = RoundHalfToEven(top * BigInteger.Pow(10, decimals), Denominator);

        // Dividing by a power of ten keeps every digit, because there are at most 21 of them.
        decimal value = (decimal)rounded;
        for (int i = 0; i < decimals; i++)
        {
            value /= 10m;
        }

        return Sign * value;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Numerator}{(Denominator.IsOne ? "" : $"/{Denominator} ({Stored()})")}");

    private int LeadingZeros(BigInteger top)
    {
        int zeros = 0;
        for (BigInteger next = top * 10; next < Denominator; next *= 10)
        {
            zeros++;
        }

        return zeros;
    }

    private static BigInteger RoundHalfToEven(BigInteger top, BigInteger bottom)
    {
        BigInteger whole = BigInteger.DivRem(top, bottom, out BigInteger rest);
        int half = (2 * rest).CompareTo(bottom);
        return half > 0 || (half == 0 && !whole.IsEven) ? whole + 1 : whole;
    }
}
