namespace PositionRecovery;

/// <summary>Whether a journal is what was written, and up to where. Immutable.</summary>
public sealed record JournalVerification
{
    internal JournalVerification(JournalAnchor reached, JournalFault fault, long? firstBadSequence, string explanation)
    {
        Reached = reached;
        Fault = fault;
        FirstBadSequence = firstBadSequence;
        Explanation = explanation;
    }

    /// <summary>Whether all of it is right. Without an anchor this says nothing about an end that was cut off, and
    /// without a key nothing about somebody who wrote all of it anew.</summary>
    public bool IsIntact => Fault == JournalFault.None;

    /// <summary>The last record that is right: what to keep as the next anchor.</summary>
    public JournalAnchor Reached { get; }

    /// <summary>What is wrong first.</summary>
    public JournalFault Fault { get; }

    /// <summary>The first sequence at which the journal is wrong; <c>null</c> when it is right.</summary>
    public long? FirstBadSequence { get; }

    /// <summary>What was found, in plain words and one line.</summary>
    public string Explanation { get; }
}
