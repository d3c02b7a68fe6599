using PositionRecovery.Tests.Serialization;

namespace PositionRecovery.Simulation.Fuzz;

/// <summary>Damages journal records and reads them: the chain comes first, as it does when a journal is replayed. Every
/// second one gets a hash made anew, by somebody without the key.</summary>
internal sealed class RecordFuzz : IFuzz
{
    private static readonly byte[] Before = KeyedChain.Genesis(new TraderId("desk-7"));

    private readonly bool _isKeyed;
    private readonly KeyedChain _chain;
    private readonly StateCodec[] _codecs = [.. CodecFixtures.Formats.Select(static f => CodecFixtures.Codec(f))];
    private readonly byte[][] _payloads;
    private readonly byte[][] _hashes;
    private readonly FuzzBuffer _buffer;
    private readonly byte[] _forged = new byte[HashChain.HashLength];
    private readonly IdCache _ids = new();
    private JournalRecord _mutant;
    private int _original;

    internal RecordFuzz(bool isKeyed)
    {
        _isKeyed = isKeyed;
        _chain = new KeyedChain(isKeyed ? CodecFixtures.Key : default(ReadOnlyMemory<byte>));
        _payloads = [.. _codecs.SelectMany(static c => GoldenRows.Entries.Select(e => c.EncodeEntry(e).ToArray()))];
        _hashes = [.. _payloads.Select(p => _chain.Next(Before, 1, p))];
        _buffer = new FuzzBuffer(_payloads.Max(static p => p.Length));
        _mutant = new JournalRecord { Sequence = 1, Payload = _payloads[0], Hash = _hashes[0] };
    }

    public ReadOnlySpan<byte> Mutant => _buffer.Span;

    public void Make(ref FuzzDice dice)
    {
        _original = dice.Below(_payloads.Length);
        _buffer.Take(_payloads[_original]);
        _buffer.Damage(ref dice, _payloads[dice.Below(_payloads.Length)]);
        byte[] hash = _hashes[_original];
        if (dice.Below(2) == 0)
        {
            hash = _forged;
            HashChain.Next(Before, 1, _buffer.Span, dice.Below(4) == 0 ? RowFuzz.ForgersKey : [], hash);
        }

        _mutant = _mutant with { Payload = _buffer.Memory, Hash = hash };
    }

    public FuzzOutcome Read(out object? content, out long sequence)
    {
        (content, sequence) = (null, 1);
        if (!_chain.Next(Before, 1, _mutant.Payload.Span).AsSpan().SequenceEqual(_mutant.Hash.Span))
        {
            return FuzzOutcome.RefusedByChain;
        }

        if (!StateCodec.TryDecodeEntry(_mutant, _ids, out JournalEntry? entry, out RowDefect? defect))
        {
            return FuzzRun.Refused(defect);
        }

        content = entry;
        return _buffer.Span.SequenceEqual(_payloads[_original]) ? FuzzOutcome.Unchanged
            : FuzzOutcome.TakenAndWrittenBack;
    }

    public bool IsWrittenBack(object content, long sequence) =>
        !_isKeyed && _codecs[_buffer.Span[0] == (byte)'{' ? 1 : 0].EncodeEntry((JournalEntry)content).Span
            .SequenceEqual(_buffer.Span);
}
