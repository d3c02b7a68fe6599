using System.Numerics;

namespace PositionRecovery;

/// <summary>An exact fraction. Formulas that divide are solved in these and rounded once, at the end. Small fractions,
/// which are nearly all, are kept in two machine words; whatever does not fit is kept in big integers.</summary>
internal readonly struct Rational : IComparable<Rational>
{
    /// <summary>The significant digits a solved value is rounded to.</summary>
    internal const int SignificantDigits = 20;

    /// <summary>Beyond this a word is not used: the sum of two products must fit 128 bits.</summary>
    private const long MaxWord = 1L << 61;

    /// <summary>Below this a fraction is not reduced: its product with another one fits a word anyway.</summary>
    private const long Unreduced = 1L << 30;

    private static readonly long[] SmallPowers =
        [.. Enumerable.Range(0, 18).Select(static i => (long)BigInteger.Pow(10, i))];

    private readonly long _numerator;
    private readonly long _denominator; // 0 in default, which then reads as 0/1
    private readonly BigFraction? _big;

    private Rational(long numerator, long denominator)
    {
        _numerator = numerator;
        _denominator = denominator;
    }

    private Rational(BigFraction big) => _big = big;

    internal static Rational Zero => default;

    internal static Rational One { get; } = new(1, 1);

    internal bool IsZero => Sign == 0;

    internal int Sign => _big is null ? Math.Sign(_numerator) : _big.Numerator.Sign;

    internal Rational Inverse => IsZero
        ? throw new InvariantException("The inverse of zero was asked for.")
        : _big is null
            ? Small(Math.Sign(_numerator) * (Int128)Word, (Int128)Math.Abs(_numerator))
            : Of(_big.Inverse);

    private long Word => _denominator == 0 ? 1 : _denominator;

    private BigFraction Whole
    {
        get
        {
            if (_big is not null)
            {
                return _big;
            }

            long divisor = (long)GreatestCommonDivisor((UInt128)Math.Abs(_numerator), (UInt128)Word);
            return new BigFraction(_numerator / divisor, Word / divisor);
        }
    }

    public static implicit operator Rational(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        int scale = (bits[3] >> 16) & 0xFF;
        ulong low = ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        if (bits[2] == 0 && low < (ulong)MaxWord && scale < SmallPowers.Length)
        {
            return Small(bits[3] < 0 ? -(long)low : (long)low, SmallPowers[scale]);
        }

        BigInteger mantissa = new UInt128((uint)bits[2], low);
        return Of(BigFraction.Reduced(bits[3] < 0 ? -mantissa : mantissa, BigFraction.Power(scale)));
    }

    public static Rational operator +(Rational a, Rational b)
    {
        if (a._big is null && b._big is null)
        {
            return a.Word == b.Word
                ? Small((Int128)a._numerator + b._numerator, a.Word)
                : Small(((Int128)a._numerator * b.Word) + ((Int128)b._numerator * a.Word), (Int128)a.Word * b.Word);
        }

        return Of(BigFraction.Sum(a.Whole, b.Whole));
    }

    public static Rational operator -(Rational a, Rational b) => a + -b;

    public static Rational operator -(Rational a) => a._big is null
        ? new Rational(-a._numerator, a.Word)
        : new Rational(new BigFraction(-a._big.Numerator, a._big.Denominator));

    public static Rational operator *(Rational a, Rational b)
    {
        if (a._big is null && b._big is null)
        {
            return Small((Int128)a._numerator * b._numerator, (Int128)a.Word * b.Word);
        }

        return Of(BigFraction.Product(a.Whole, b.Whole));
    }

    public static Rational operator /(Rational a, Rational b) => a * b.Inverse;

    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    public int CompareTo(Rational other)
    {
        if (_big is null && other._big is null)
        {
            return ((Int128)_numerator * other.Word).CompareTo((Int128)other._numerator * Word);
        }

        (BigFraction x, BigFraction y) = (Whole, other.Whole);
        return (x.Numerator * y.Denominator).CompareTo(y.Numerator * x.Denominator);
    }

    public override string ToString() => $"{Whole.Numerator}/{Whole.Denominator}";

    /// <summary>The nearest value of <see cref="SignificantDigits"/> digits, half to even, without trailing zeros.
    /// </summary>
    /// <exception cref="OverflowException">The value is beyond the range of <see cref="decimal"/>.</exception>
    internal decimal Round() => IsZero ? 0m
        : _big is null ? WordRounding.Round(_numerator, (ulong)Word)
        : _big.Round(SignificantDigits);

    /// <summary>The same value, or one so near that no rounding of it to <see cref="SignificantDigits"/> tells: a sum
    /// over thousands of executions would otherwise gain digits with each of them.</summary>
    internal Rational Bounded() => _big is null ? this : new Rational(_big.Bounded());

    private static Rational Small(Int128 numerator, Int128 denominator)
    {
        if (numerator < Unreduced && numerator > -Unreduced && denominator < Unreduced)
        {
            return new Rational((long)numerator, (long)denominator);
        }

        UInt128 divisor = GreatestCommonDivisor((UInt128)Int128.Abs(numerator), (UInt128)denominator);
        numerator /= (Int128)divisor;
        denominator /= (Int128)divisor;
        return numerator < MaxWord && numerator > -MaxWord && denominator < MaxWord
            ? new Rational((long)numerator, (long)denominator)
            : new Rational(new BigFraction(numerator, denominator));
    }

    private static Rational Of(BigFraction whole) =>
        BigInteger.Abs(whole.Numerator) < MaxWord && whole.Denominator < MaxWord
            ? new Rational((long)whole.Numerator, (long)whole.Denominator)
            : new Rational(whole);

    private static UInt128 GreatestCommonDivisor(UInt128 a, UInt128 b)
    {
        while (b > ulong.MaxValue || a > ulong.MaxValue)
        {
            if (b == UInt128.Zero)
            {
                return a;
            }

            (a, b) = (b, a % b);
        }

        (ulong x, ulong y) = ((ulong)a, (ulong)b);
        while (y != 0)
        {
            (x, y) = (y, x % y);
        }

        return x == 0 ? UInt128.One : x;
    }
}
