using System.Buffers.Binary;
using System.Security.Cryptography;
using PositionRecovery.Tests.Serialization;

namespace PositionRecovery.Simulation.Fuzz;

/// <summary>Damages rows and reads them. Every second one gets a check made anew, by somebody without the key.</summary>
internal sealed class RowFuzz : IFuzz
{
    internal static readonly byte[] ForgersKey = [.. Enumerable.Repeat((byte)7, 32)];

    private static readonly (RowKind Kind, string Key, object Content)[] Contents =
    [
        .. GoldenRows.Full, .. GoldenRows.Bare,
        .. from _ in Enumerable.Range(0, 3)
           from content in CodecFixtures.Contents.OrderBy(static c => c.Key)
           select (content.Key, "any", Any.Make(content.Value)),
    ];

    private static AnyContent Any => field ??= new AnyContent(new Random(4711));

    private readonly bool _isKeyed;
    private readonly StateCodec[] _codecs;
    private readonly StateRow[] _rows;
    private readonly byte[][] _places;
    private readonly FuzzBuffer _buffer;
    private readonly FuzzBuffer _bound;
    private readonly byte[] _check = new byte[32];
    private readonly IdCache _ids = new();
    private StateRow _original;
    private StateRow _mutant;

    internal RowFuzz(bool isKeyed)
    {
        _isKeyed = isKeyed;
        _codecs = [.. CodecFixtures.Formats.Select(f => CodecFixtures.Codec(f, isKeyed))];
        _rows = [.. _codecs.SelectMany(c => Contents.Select(r => c.Encode(r.Kind, r.Key, r.Content, GoldenRows.Sequence)))];
        _places = [.. _rows.Select(PlaceOf)];
        int longest = _rows.Max(static r => r.Payload!.Value.Length);
        _buffer = new FuzzBuffer(longest);
        _bound = new FuzzBuffer(longest + _places.Max(static p => p.Length));
        _original = _mutant = _rows[0];
    }

    public ReadOnlySpan<byte> Mutant => _buffer.Span;

    public void Make(ref FuzzDice dice)
    {
        int which = dice.Below(_rows.Length);
        _original = _rows[which];
        ReadOnlySpan<byte> payload = _original.Payload!.Value.Span;
        ReadOnlySpan<byte> others = _rows[dice.Below(_rows.Length)].Payload!.Value.Span;
        if (dice.Below(2) == 0)
        {
            _buffer.Take(payload);
            _buffer.Damage(ref dice, others);
        }
        else
        {
            Forge(ref dice, which, payload, others);
        }

        _mutant = _original with { Payload = _buffer.Memory, Content = null };
    }

    public FuzzOutcome Read(out object? content, out long sequence)
    {
        if (!_codecs[0].TryDecode(_mutant, _ids, out content, out sequence, out RowDefect? defect))
        {
            return FuzzRun.Refused(defect);
        }

        return _buffer.Span.SequenceEqual(_original.Payload!.Value.Span) ? FuzzOutcome.Unchanged
            : FuzzOutcome.TakenAndWrittenBack;
    }

    public bool IsWrittenBack(object content, long sequence)
    {
        StateCodec writer = _codecs[_buffer.Span[0] == (byte)'{' ? 1 : 0];
        return !_isKeyed && writer.Encode(_mutant.Kind, _mutant.Key, content, sequence).Payload!.Value.Span
            .SequenceEqual(_buffer.Span);
    }

    private static byte[] PlaceOf(StateRow row)
    {
        byte[] place = new byte[RowCheck.PlaceLength(row.Key)];
        RowCheck.WritePlace(row.Kind, row.Key, place);
        return place;
    }

    /// <summary>Makes a row changed by somebody who knows the form and has no key.</summary>
    private void Forge(ref FuzzDice dice, int which, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> others)
    {
        bool isJson = payload[0] == (byte)'{';
        int length = _isKeyed ? 32 : 4;
        int tail = isJson ? (length * 2) + 12 : length + 2;
        _buffer.Take(payload[..^tail]);
        _buffer.Damage(ref dice, others);
        _bound.Take(_places[which]);
        _bound.Append(_buffer.Span);
        Span<byte> made = _check.AsSpan(0, 4);
        if (dice.Below(4) == 0)
        {
            made = _check;
            HMACSHA256.HashData(ForgersKey, _bound.Span, made);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(made, Crc32C.Finish(Crc32C.Add(Crc32C.Start, _bound.Span)));
        }

        if (isJson)
        {
            Span<byte> hex = stackalloc byte[64];
            Convert.TryToHexStringLower(made, hex, out int digits);
            _buffer.Append(",\"check\":\""u8);
            _buffer.Append(hex[..digits]);
            _buffer.Append("\"}"u8);
        }
        else
        {
            _buffer.Append([0xC4, (byte)made.Length]);
            _buffer.Append(made);
        }
    }
}
