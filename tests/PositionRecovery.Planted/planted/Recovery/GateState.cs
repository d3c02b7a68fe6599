using System.Collections.Frozen;

namespace PositionRecovery;

/// <summary>All that the gate goes by, at one moment. Immutable; every answer is ready, so that asking costs two
/// look-ups.</summary>
internal sealed record GateState
{
    /// <summary>Shut for everything, until the first recovery.</summary>
    internal static GateState Shut(GateReason reason, string explanation) => new()
    {
        Blanket = new GateDecision(reason, explanation),
    };

    /// <summary>Open for whole accounts, without proof.</summary>
    internal static GateState OpenFor(IEnumerable<AccountId> accounts) => new()
    {
        Accounts = accounts.ToFrozenDictionary(static a => a, static _ => GateDecision.Open),
    };

    /// <summary>Refuses everything; <c>null</c> when nothing does.</summary>
    internal GateDecision? Blanket { get; init; }

    /// <summary>Refuses all entries; <c>null</c> when nothing does.</summary>
    internal GateDecision? NoEntries { get; init; }

    internal FrozenDictionary<BookKey, GateKey> Keys { get; init; } = FrozenDictionary<BookKey, GateKey>.Empty;

    /// <summary>What counts for positions that no answer and no book names.</summary>
    internal FrozenDictionary<AccountId, GateDecision> Accounts { get; init; } =
        FrozenDictionary<AccountId, GateDecision>.Empty;

    /// <summary>Accounts whose entries are shut because the checks ask them in vain.</summary>
    internal FrozenDictionary<AccountId, GateDecision> Unanswered { get; init; } =
        FrozenDictionary<AccountId, GateDecision>.Empty;

    /// <summary>Strategies that are not ready. The others are.</summary>
    internal FrozenDictionary<StrategyId, GateDecision> Strategies { get; init; } =
        FrozenDictionary<StrategyId, GateDecision>.Empty;

    private static GateDecision NotCovered { get; } = new(
        GateReason.NotCovered, "No recovery covered this account: it is not one of the venues that were asked.");

    internal GateDecision Decide(StrategyId strategy, in BookKey book, OrderAction action)
    {
        if (Blanket is { } blanket)
        {
            return blanket;
        }

        if (action == OrderAction.Cancel)
        {
            return GateDecision.Open;
        }

        GateKey key = Find(book);
        if (action == OrderAction.Exit)
        {
            return key.Exit;
        }

        if (NoEntries is { } stopped)
        {
            return stopped;
        }

        if (key.Enter.IsOpen && Unanswered.TryGetValue(book.Account, out GateDecision unanswered))
        {
            return unanswered;
        }

        return key.Enter.IsOpen && Strategies.TryGetValue(strategy, out GateDecision unready) ? unready : key.Enter;
    }

    /// <summary>Accounts and positions that are shut because nothing proves them.</summary>
    internal (IReadOnlyList<AccountId> Accounts, IReadOnlyList<BookKey> Keys) Unproven() => (
        [.. Accounts.Where(static a => a.Value.Reason == GateReason.Unverified).Select(static a => a.Key)
            .Union(Unanswered.Keys).OrderBy(static a => a.Value, StringComparer.Ordinal)],
        [.. Keys.Where(static k => k.Value.Enter.Reason == GateReason.Unverified).Select(static k => k.Key)
            .Order(KeyOrder.Books)]);

    /// <summary>Shuts an account's entries; what is proven of it stays so.</summary>
    internal GateState WithUnanswered(AccountId account, string why)
    {
        var unanswered = new Dictionary<AccountId, GateDecision>(Unanswered)
        {
            [account] = new GateDecision(GateReason.Unverified, why),
        };
        return this with { Unanswered = unanswered.ToFrozenDictionary() };
    }

    /// <summary>Whether a position may be left, by what is proven alone.</summary>
    internal GateDecision ExitOf(in BookKey book) => Find(book).Exit;

    private GateKey Find(in BookKey book)
    {
        if (Keys.TryGetValue(book, out GateKey key))
        {
            return key;
        }

        GateDecision account = Accounts.TryGetValue(book.Account, out GateDecision known) ? known : NotCovered;
        return new GateKey(account, account);
    }
}
