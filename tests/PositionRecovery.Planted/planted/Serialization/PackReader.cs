using System.Runtime.CompilerServices;

namespace PositionRecovery;

/// <summary>Reads one value, a member of the list that is open.</summary>
internal delegate T PackRead<out T>(ref PackReader reader);

/// <summary>Reads what <see cref="PackWriter"/> wrote: objects as lists of their members, by position. A member that is
/// <c>nil</c> or missing at the end is at its default; a list with more members than are known was written by a newer
/// version.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> bytes, IdCache ids)
{
    /// <summary>Lists grow as their elements are read: a count alone allocates no more than this.</summary>
    private const int FirstElements = 64;

    private readonly IdCache _ids = ids;
    private MessagePackReader _raw = new(bytes);
    private int _left;
    private bool _wasNil;

    /// <summary>The position whose trades are being read.</summary>
    internal BookKey Book { get; set; }

    internal readonly int Position => _raw.Position;

    internal PackScope Begin()
    {
        Next();
        return BeginRoot();
    }

    /// <summary>Begins the outermost object.</summary>
    internal PackScope BeginRoot()
    {
        var outer = new PackScope(0, _left);
        _left = _raw.EnterArray();
        return outer;
    }

    internal void End(PackScope outer)
    {
        if (_left > 0)
        {
            throw Wrong("there are more members than this version knows", isNewer: true);
        }

        if (_wasNil)
        {
            throw Wrong("a default at the end of a list is left out, not written");
        }

        _raw.LeaveArray();
        _left = outer.Count;
    }

    internal long Number()
    {
        Next();
        return _raw.ReadInteger();
    }

    internal int SmallNumber() => Number() is var value and >= 0 and <= int.MaxValue
        ? (int)value
        : throw Wrong("the number is out of range");

    internal long NumberOr(long otherwise) => IsDefault() ? otherwise : Other(_raw.ReadInteger(), otherwise);

    internal long? NumberOrNull() => IsDefault() ? null : _raw.ReadInteger();

    internal bool Flag() => !IsDefault() && (_raw.ReadBoolean() ? true : throw Written());

    internal string Text()
    {
        Next();
        return _raw.ReadText();
    }

    internal string? TextOrNull() => IsDefault() ? null : _raw.ReadText();

    internal ReadOnlyMemory<byte> Bytes()
    {
        Next();
        return _raw.ReadBytes().ToArray();
    }

    internal decimal Decimal()
    {
        Next();
        return _raw.ReadDecimal();
    }

    internal decimal DecimalOr(decimal otherwise) =>
        IsDefault() ? otherwise
        : _raw.ReadDecimal() is var value && !PackWriter.IsSame(value, otherwise) ? value
        : throw Written();

    internal decimal? DecimalOrNull() => IsDefault() ? null : _raw.ReadDecimal();

    internal DateTimeOffset Time()
    {
        Next();
        return _raw.ReadTime();
    }

    internal DateTimeOffset? TimeOrNull() => IsDefault() ? null : _raw.ReadTime();

    internal T Word<T>()
        where T : struct, Enum
    {
        Next();
        return Known<T>();
    }

    internal T WordOr<T>(T otherwise)
        where T : struct, Enum =>
        IsDefault() ? otherwise
        : Known<T>() is var value && !EqualityComparer<T>.Default.Equals(value, otherwise) ? value
        : throw Written();

    internal T? WordOrNull<T>()
        where T : struct, Enum => IsDefault() ? null : Known<T>();

    internal StrategyId Strategy() => _ids.Strategy(Utf8());

    internal AccountId Account() => _ids.Account(Utf8());

    internal InstrumentId Instrument() => _ids.Instrument(Utf8());

    internal AssetId Asset() => _ids.Asset(Utf8());

    internal ClientOrderId ClientOrder() => new(Text());

    internal TradeId Trade() => new(Text());

    internal SessionId Session() => new(Text());

    internal VenueOrderId VenueOrder() => new(Text());

    internal StrategyId? StrategyOrNull() => IsDefault() ? null : _ids.Strategy(_raw.ReadUtf8());

    internal AccountId? AccountOrNull() => IsDefault() ? null : _ids.Account(_raw.ReadUtf8());

    internal InstrumentId? InstrumentOrNull() => IsDefault() ? null : _ids.Instrument(_raw.ReadUtf8());

    internal AssetId? AssetOrNull() => IsDefault() ? null : _ids.Asset(_raw.ReadUtf8());

    internal VenueOrderId? VenueOrderOrNull() => IsDefault() ? null : new VenueOrderId(_raw.ReadText());

    internal EpochId? EpochOrNull() => IsDefault() ? null : new EpochId(_raw.ReadText());

    internal TradeId? TradeOrNull() => IsDefault() ? null : new TradeId(_raw.ReadText());

    internal SessionId? SessionOrNull() => IsDefault() ? null : new SessionId(_raw.ReadText());

    internal T? ObjectOrNull<T>(PackRead<T> read)
        where T : class
    {
        if (IsDefault())
        {
            return null;
        }

        _left++; // the object counts itself
        return read(ref this);
    }

    internal T[] List<T>(PackRead<T> read)
    {
        if (IsDefault())
        {
            return [];
        }

        int outer = _left;
        int count = _raw.EnterArray();
        if (count == 0)
        {
            throw Written();
        }

        T[] items = new T[Math.Min(count, FirstElements)];
        for (int i = 0; i < count; i++)
        {
            if (i == items.Length)
            {
                Array.Resize(ref items, Math.Min(count, items.Length * 2));
            }

            _left = 1;
            items[i] = read(ref this);
        }

        _raw.LeaveArray();
        _left = outer;
        return items;
    }

    internal readonly PackFormatException Wrong(string problem, bool isNewer = false, Exception? cause = null) =>
        _raw.Wrong(problem, isNewer, cause);

    private ReadOnlySpan<byte> Utf8()
    {
        Next();
        return _raw.ReadUtf8();
    }

    private T Known<T>()
        where T : struct, Enum
    {
        long code = _raw.ReadInteger();
        if (code is >= 0 and <= int.MaxValue && Unsafe.BitCast<int, T>((int)code) is var value
            && Enum.IsDefined(value))
        {
            return value;
        }

        throw Wrong(
            FormattableString.Invariant($"{code} is no {typeof(T).Name} that this version knows"), isNewer: code > 0);
    }

    private readonly long Other(long value, long otherwise) => value != otherwise ? value : throw Written();

    private readonly PackFormatException Written() => Wrong("a default is nil, not written");

    /// <summary>A member that must be there.</summary>
    private void Next()
    {
        if (_left == 0)
        {
            throw Wrong("a member is missing");
        }

        _left--;
        _wasNil = false;
    }

    private bool IsDefault()
    {
        if (_left == 0)
        {
            return true;
        }

        _left--;
        _wasNil = _raw.TryReadNil();
        return _wasNil;
    }
}
