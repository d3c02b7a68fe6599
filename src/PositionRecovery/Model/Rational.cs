using System.Numerics;

namespace PositionRecovery;

/// <summary>An exact fraction. Formulas that divide are solved in these and rounded once, at the end.</summary>
internal readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    /// <summary>The significant digits a solved value is rounded to.</summary>
    internal const int SignificantDigits = 20;

    private static readonly BigInteger[] Powers = PowersOfTen(64);

    private readonly BigInteger _numerator;

    private readonly BigInteger _denominator; // 0 in default, which then reads as 0/1

    private Rational(BigInteger numerator, BigInteger denominator)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0)
        {
            divisor = -divisor;
        }

        _numerator = divisor.IsOne ? numerator : numerator / divisor;
        _denominator = divisor.IsOne ? denominator : denominator / divisor;
    }

    internal static Rational Zero => default;

    internal static Rational One { get; } = new(BigInteger.One, BigInteger.One);

    internal bool IsZero => _numerator.IsZero;

    internal int Sign => _numerator.Sign;

    internal Rational Abs => Sign < 0 ? -this : this;

    internal Rational Inverse => IsZero
        ? throw new InvariantException("The inverse of zero was asked for.")
        : new Rational(Denominator, _numerator);

    private BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    public static implicit operator Rational(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        BigInteger mantissa = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return new Rational(bits[3] < 0 ? -mantissa : mantissa, Powers[(bits[3] >> 16) & 0xFF]);
    }

    public static Rational operator +(Rational a, Rational b) => a.Denominator == b.Denominator
        ? new(a._numerator + b._numerator, a.Denominator)
        : new((a._numerator * b.Denominator) + (b._numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + -b;

    public static Rational operator -(Rational a) => new(-a._numerator, a.Denominator);

    public static Rational operator *(Rational a, Rational b) =>
        new(a._numerator * b._numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) => a * b.Inverse;

    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    public int CompareTo(Rational other) =>
        (_numerator * other.Denominator).CompareTo(other._numerator * Denominator);

    public bool Equals(Rational other) => _numerator == other._numerator && Denominator == other.Denominator;

    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_numerator, Denominator);

    public override string ToString() => $"{_numerator}/{Denominator}";

    /// <summary>The nearest value of <see cref="SignificantDigits"/> digits, half to even, without trailing zeros.
    /// </summary>
    /// <exception cref="OverflowException">The value is beyond the range of <see cref="decimal"/>.</exception>
    internal decimal Round()
    {
        if (IsZero)
        {
            return 0m;
        }

        BigInteger magnitude = BigInteger.Abs(_numerator);
        int scale = SignificantDigits - DigitsBeforePoint(magnitude, Denominator);
        BigInteger scaled = Scaled(magnitude, Denominator, scale);
        if (scaled >= Powers[SignificantDigits])
        {
            scaled = Scaled(magnitude, Denominator, --scale); // rounding carried into one more digit
        }

        if (scale > 28)
        {
            scale = 28;
            scaled = Scaled(magnitude, Denominator, scale);
        }

        while (scale > 0 && !scaled.IsZero && BigInteger.Remainder(scaled, 10).IsZero)
        {
            scaled /= 10;
            scale--;
        }

        return ToDecimal(scaled, scale, Sign < 0);
    }

    private static decimal ToDecimal(BigInteger scaled, int scale, bool isNegative)
    {
        if (scale < 0)
        {
            scaled *= BigInteger.Pow(10, -scale);
            scale = 0;
        }

        if (scaled.IsZero)
        {
            return 0m;
        }

        decimal whole = (decimal)scaled;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(whole, bits);
        return new decimal(bits[0], bits[1], bits[2], isNegative, (byte)scale);
    }

    /// <summary>The digits before the decimal point; 0 or less for a value below one.</summary>
    private static int DigitsBeforePoint(BigInteger magnitude, BigInteger denominator)
    {
        int digits = Digits(magnitude) - Digits(denominator);
        return Compare(magnitude, denominator, digits) >= 0 ? digits + 1 : digits;
    }

    /// <summary>Compares a fraction with 10^power.</summary>
    private static int Compare(BigInteger magnitude, BigInteger denominator, int power) => power >= 0
        ? magnitude.CompareTo(denominator * BigInteger.Pow(10, power))
        : (magnitude * BigInteger.Pow(10, -power)).CompareTo(denominator);

    private static int Digits(BigInteger value)
    {
        int digits = Math.Max(1, (int)((value.GetBitLength() - 1) * 30_103 / 100_000)); // log10(2) = 0.30103
        while (value >= BigInteger.Pow(10, digits))
        {
            digits++;
        }

        while (digits > 1 && value < BigInteger.Pow(10, digits - 1))
        {
            digits--;
        }

        return digits;
    }

    /// <summary>The fraction times 10^scale, rounded half to even.</summary>
    private static BigInteger Scaled(BigInteger magnitude, BigInteger denominator, int scale)
    {
        BigInteger numerator = scale > 0 ? magnitude * BigInteger.Pow(10, scale) : magnitude;
        BigInteger divisor = scale < 0 ? denominator * BigInteger.Pow(10, -scale) : denominator;
        BigInteger quotient = BigInteger.DivRem(numerator, divisor, out BigInteger remainder);
        int half = (remainder * 2).CompareTo(divisor);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    private static BigInteger[] PowersOfTen(int count)
    {
        var powers = new BigInteger[count];
        powers[0] = BigInteger.One;
        for (int i = 1; i < count; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
