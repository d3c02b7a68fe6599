using System.Security.Cryptography;

namespace PositionRecovery;

/// <summary>Verifies a journal record by record, for journals that are read page by page. Holds no more than one hash.
/// Not thread-safe.</summary>
public sealed class JournalVerifierRun
{
    private readonly TraderId _trader;
    private readonly JournalAnchor? _anchor;
    private readonly ReadOnlyMemory<byte> _key;
    private readonly byte[] _head = new byte[HashChain.HashLength];
    private long _last;
    private JournalFault _fault;
    private long _firstBad;
    private string _explanation = string.Empty;

    internal JournalVerifierRun(JournalAnchor start, JournalAnchor? anchor, ReadOnlyMemory<byte> key)
    {
        _trader = start.Trader;
        _anchor = anchor;
        _key = key;
        _last = start.Sequence;
        start.Hash.CopyTo(_head);
        if (anchor is not null && anchor.Trader != _trader)
        {
            Found(JournalFault.WrongTrader, _last, $"The anchor is of trader {anchor.Trader}, not {_trader}.");
        }

        CheckAnchor();
    }

    /// <summary>Takes the next record.</summary>
    /// <param name="record">The record.</param>
    /// <returns>Whether everything was right so far.</returns>
    public bool Add(JournalRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (_fault != JournalFault.None)
        {
            LookBack(record);
            return false;
        }

        if (record.Sequence < 1 || record.Hash.Length != HashChain.HashLength)
        {
            Found(JournalFault.Malformed, _last + 1, FormattableString.Invariant(
                $"A record has the sequence {record.Sequence} and a hash of {record.Hash.Length} bytes."));
        }
        else if (record.Sequence != _last + 1)
        {
            Misplaced(record.Sequence);
        }
        else
        {
            Chain(record);
        }

        return _fault == JournalFault.None;
    }

    /// <summary>Says what was found: no more records come.</summary>
    public JournalVerification Finish()
    {
        if (_fault == JournalFault.None && _anchor is { } anchor && anchor.Sequence > _last)
        {
            Found(JournalFault.Truncated, _last + 1, FormattableString.Invariant(
                $"The journal ends with record {_last}; record {anchor.Sequence} is known to have been written."));
        }

        return new JournalVerification(
            new JournalAnchor { Trader = _trader, Sequence = _last, Hash = _head.ToArray() },
            _fault,
            _fault == JournalFault.None ? null : _firstBad,
            _fault == JournalFault.None
                ? FormattableString.Invariant($"The journal holds up to record {_last}.")
                : _explanation);
    }

    private void Chain(JournalRecord record)
    {
        Span<byte> hash = stackalloc byte[HashChain.HashLength];
        HashChain.Next(_head, record.Sequence, record.Payload.Span, _key.Span, hash);
        if (!CryptographicOperations.FixedTimeEquals(hash, record.Hash.Span))
        {
            Broken(record);
            return;
        }

        hash.CopyTo(_head);
        _last = record.Sequence;
        CheckAnchor();
    }

    private void Broken(JournalRecord record)
    {
        Span<byte> hash = stackalloc byte[HashChain.HashLength];
        HashChain.Next(_head, record.Sequence, record.Payload.Span, [], hash);
        if (!_key.IsEmpty && hash.SequenceEqual(record.Hash.Span))
        {
            Found(JournalFault.NotKeyed, record.Sequence, FormattableString.Invariant(
                $"Record {record.Sequence} was written without the key."));
            return;
        }

        Found(JournalFault.Edited, record.Sequence, FormattableString.Invariant(
            $"The hash of record {record.Sequence} is not that of its content after record {_last}")
            + (_last == 0 ? $": it was changed, or is of another trader than {_trader} or of another key." : "."));
    }

    private void Misplaced(long sequence)
    {
        if (sequence <= _last)
        {
            Found(JournalFault.Duplicate, sequence, FormattableString.Invariant(
                $"Record {sequence} comes after record {_last}."));
        }
        else
        {
            Found(JournalFault.Gap, _last + 1, FormattableString.Invariant(
                $"Record {sequence} comes after record {_last}: what was between is missing."));
        }
    }

    /// <summary>A record that seemed to be missing may come later.</summary>
    private void LookBack(JournalRecord record)
    {
        if (_fault == JournalFault.Gap && record.Sequence == _firstBad)
        {
            Found(JournalFault.OutOfOrder, _firstBad, FormattableString.Invariant(
                $"Record {_firstBad} comes after later ones."));
        }
    }

    private void CheckAnchor()
    {
        if (_fault == JournalFault.None && _anchor is { } anchor && anchor.Sequence == _last
            && !anchor.Hash.Span.SequenceEqual(_head))
        {
            Found(JournalFault.AnchorMismatch, _last, FormattableString.Invariant(
                $"Record {_last} is not the one that is known to have been written: the journal was made anew."));
        }
    }

    private void Found(JournalFault fault, long firstBad, string explanation) =>
        (_fault, _firstBad, _explanation) = (fault, firstBad, explanation);
}
