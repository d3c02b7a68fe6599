namespace PositionRecovery.Tests;

/// <summary>A whole generated case in small whole numbers. Scripts are what is generated, printed and shrunk; worlds,
/// beliefs and answers are built from them and from nothing else, so a printed script is a complete reproduction.
/// </summary>
internal sealed record CaseScript(WorldScript TradedWorld, BeliefScript Belief, VenueScript Venue, OptionsScript Options)
{
    public override string ToString() =>
        string.Join(Environment.NewLine, ["", .. TradedWorld.Lines(), $"{Belief}", $"{Venue}", $"{Options}", ""]);
}

/// <summary>What truly happened, as a list of orders and what became of them.</summary>
internal sealed record WorldScript(
    IReadOnlyList<MarketScript> Markets, IReadOnlyList<StepScript> Steps, bool HasSequences)
{
    /// <summary>Equal by content, so that a shrinker sees when it has changed nothing.</summary>
    public bool Equals(WorldScript? other) =>
        other is not null
        && HasSequences == other.HasSequences
        && Markets.SequenceEqual(other.Markets)
        && Steps.SequenceEqual(other.Steps);

    public override int GetHashCode() => HashCode.Combine(HasSequences, Markets.Count, Steps.Count);

    internal IEnumerable<string> Lines() =>
        [$"HasSequences = {HasSequences}", .. Markets.Select(m => $"{m}"), .. Steps.Select(s => $"{s}")];
}

/// <summary>An instrument in an account.</summary>
internal sealed record MarketScript(AccountKind Kind, int Account, int Instrument);

/// <summary>One step of the story: somebody does something with an order.</summary>
/// <param name="Market">Which market, counted round.</param>
/// <param name="Who">Who does it.</param>
/// <param name="Verb">What is done.</param>
/// <param name="IsBuy">The side, where the step is free to choose it.</param>
/// <param name="IsShortLeg">The leg, in hedging accounts.</param>
/// <param name="Quantity">How much, in lots.</param>
/// <param name="Price">At which price, in quote currency.</param>
/// <param name="Pause">Minutes since the step before; 0 makes equal time stamps.</param>
/// <param name="Fee">Which kind of fee: none, in quote currency, in the traded asset, in a third asset.</param>
internal sealed record StepScript(
    int Market, Actor Who, Verb Verb, bool IsBuy, bool IsShortLeg, int Quantity, int Price, int Pause, FeeKind Fee);

/// <summary>Who places an order.</summary>
internal enum Actor
{
    /// <summary>A strategy of the engine.</summary>
    Alpha,

    /// <summary>Another strategy of the engine.</summary>
    Beta,

    /// <summary>A person on the venue's own page, where orders have no client id.</summary>
    Person,

    /// <summary>Another program, which names its orders.</summary>
    OtherProgram,

    /// <summary>The venue itself, liquidating.</summary>
    Liquidator,
}

/// <summary>What is done. Where a verb needs a working order and there is none, one is placed first.</summary>
internal enum Verb
{
    /// <summary>A market order, executed at once in full.</summary>
    Trade,

    /// <summary>A limit order is placed and rests.</summary>
    Rest,

    /// <summary>A part of a resting order is executed.</summary>
    Part,

    /// <summary>The rest of a resting order is executed.</summary>
    Finish,

    /// <summary>A resting order is canceled, with whatever was executed before.</summary>
    Cancel,

    /// <summary>A resting order is ended by the venue.</summary>
    Expire,

    /// <summary>An order is refused by the venue.</summary>
    Reject,

    /// <summary>The price and quantity of a resting order are amended.</summary>
    Amend,

    /// <summary>An order that waits for a trigger is placed.</summary>
    Stop,

    /// <summary>The trigger of such an order is reached, without an execution yet.</summary>
    Trigger,

    /// <summary>The whole position is closed, in two executions of one order.</summary>
    Close,

    /// <summary>The position is turned over by one order (where it ends at zero: closed).</summary>
    Flip,

    /// <summary>Two orders of the account meet: two rows of one trade id on opposite sides.</summary>
    SelfTrade,

    /// <summary>A strategy's order is made durable, and never reaches the venue.</summary>
    Lose,
}

/// <summary>In what a fee is paid.</summary>
internal enum FeeKind
{
    None,
    Quote,
    Base,
    Third,
}
