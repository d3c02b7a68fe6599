using System.Runtime.CompilerServices;

namespace PositionRecovery;

/// <summary>Writes one value as a member of the list that is open.</summary>
internal delegate void PackWrite<in T>(ref PackWriter writer, T value);

/// <summary>Writes objects as lists of their members, by position. A member at its default is <c>nil</c>, and at the
/// end of a list it is left out: so an object has one form, and that form stays when members are added at the end.
/// </summary>
internal ref struct PackWriter(Span<byte> buffer)
{
    private MessagePackWriter _raw = new(buffer);
    private int _start;
    private int _count;
    private int _defaults;

    /// <summary>The position whose trades are being written.</summary>
    internal BookKey Book { get; set; }

    internal readonly ReadOnlySpan<byte> Written => _raw.Written;

    internal void Free() => _raw.Free();

    /// <summary>Begins an object.</summary>
    /// <returns>What <see cref="End"/> needs to go on with the object around it.</returns>
    internal PackScope Begin()
    {
        Next();
        var outer = new PackScope(_start, _count);
        _start = _raw.ReserveArrayHeader();
        _count = 0;
        return outer;
    }

    internal void End(PackScope outer)
    {
        _raw.WriteReserved(_start, _count);
        (_start, _count, _defaults) = (outer.Start, outer.Count, 0);
    }

    /// <summary>Makes room for bytes that the caller writes, outside of any object.</summary>
    internal Span<byte> Raw(int count) => _raw.WriteRaw(count);

    /// <summary>Writes the header of a list whose length is fixed, outside of any object.</summary>
    internal void Header(int count) => _raw.WriteArrayHeader(count);

    internal void Bytes(scoped ReadOnlySpan<byte> value)
    {
        Next();
        _raw.WriteBytes(value);
    }

    internal void Number(long value)
    {
        Next();
        _raw.WriteInteger(value);
    }

    internal void NumberOr(long value, long otherwise)
    {
        if (!Skips(value == otherwise))
        {
            Number(value);
        }
    }

    internal void NumberOrNull(long? value)
    {
        if (!Skips(value is null))
        {
            Number(value!.Value);
        }
    }

    internal void Flag(bool value)
    {
        if (!Skips(!value))
        {
            Next();
            _raw.WriteBoolean(true);
        }
    }

    internal void Text(string value)
    {
        Next();
        _raw.WriteText(value);
    }

    internal void TextOrNull(string? value)
    {
        if (!Skips(value is null))
        {
            Text(value!);
        }
    }

    internal void Decimal(decimal value)
    {
        Next();
        Span<byte> bytes = stackalloc byte[MessagePackFormat.MaxDecimal];
        int length = MessagePackScalars.Write(value, bytes);
        _raw.WriteExtension(MessagePackFormat.DecimalType, bytes[..length]);
    }

    /// <summary>Writes a number, or nothing when it is the other one in every bit: 1.0 is not 1.</summary>
    internal void DecimalOr(decimal value, decimal otherwise)
    {
        if (!Skips(IsSame(value, otherwise)))
        {
            Decimal(value);
        }
    }

    internal void DecimalOrNull(decimal? value)
    {
        if (!Skips(value is null))
        {
            Decimal(value!.Value);
        }
    }

    internal void Time(DateTimeOffset value)
    {
        Next();
        Span<byte> bytes = stackalloc byte[MessagePackFormat.MaxDecimal];
        int length = MessagePackScalars.Write(value, bytes);
        _raw.WriteExtension(MessagePackFormat.TimeType, bytes[..length]);
    }

    internal void TimeOrNull(DateTimeOffset? value)
    {
        if (!Skips(value is null))
        {
            Time(value!.Value);
        }
    }

    internal void Word<T>(T value)
        where T : struct, Enum => Number(Unsafe.BitCast<T, int>(value));

    internal void WordOr<T>(T value, T otherwise)
        where T : struct, Enum =>
        NumberOr(Unsafe.BitCast<T, int>(value), Unsafe.BitCast<T, int>(otherwise));

    internal void WordOrNull<T>(T? value)
        where T : struct, Enum => NumberOrNull(value is { } word ? Unsafe.BitCast<T, int>(word) : null);

    internal void Id<T>(T value)
        where T : struct, IIdentifier => Text(value.IsEmpty
            ? throw new InvariantException($"An empty {typeof(T).Name} was to be stored.")
            : value.ToString()!);

    internal void IdOrNull<T>(T? value)
        where T : struct, IIdentifier
    {
        if (!Skips(value is null))
        {
            Id(value!.Value);
        }
    }

    internal void ObjectOrNull<T>(T? value, PackWrite<T> write)
        where T : class
    {
        if (!Skips(value is null))
        {
            write(ref this, value!);
        }
    }

    internal void List<T>(IReadOnlyList<T> items, PackWrite<T> write)
    {
        if (Skips(items.Count == 0))
        {
            return;
        }

        Next();
        _raw.WriteArrayHeader(items.Count);
        var outer = new PackScope(_start, _count);
        for (int i = 0; i < items.Count; i++)
        {
            write(ref this, items[i]);
        }

        (_start, _count) = (outer.Start, outer.Count);
    }

    internal static bool IsSame(decimal a, decimal b) =>
        Unsafe.BitCast<decimal, UInt128>(a) == Unsafe.BitCast<decimal, UInt128>(b);

    private bool Skips(bool isDefault)
    {
        if (isDefault)
        {
            _defaults++;
        }

        return isDefault;
    }

    /// <summary>Another member comes: the defaults before it are not at the end.</summary>
    private void Next()
    {
        _count += _defaults + 1;
        for (; _defaults > 0; _defaults--)
        {
            _raw.WriteNil();
        }
    }
}
