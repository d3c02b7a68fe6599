namespace PositionRecovery.Simulation;

/// <summary>Something that happens in a history. What it is about is drawn when the history is made, so that steps can
/// be left out without changing the others.</summary>
internal sealed record Step(StepKind Kind)
{
    /// <summary>How long after the one before.</summary>
    public TimeSpan After { get; init; }

    /// <summary>Which instrument, counted from 0.</summary>
    public int Instrument { get; init; }

    /// <summary>Which strategy, counted from 0.</summary>
    public int Strategy { get; init; }

    public OrderSide Side { get; init; } = OrderSide.Buy;

    public decimal Quantity { get; init; }

    /// <summary>How far from the price, as a part of it.</summary>
    public decimal Distance { get; init; }

    /// <summary>What goes wrong at the venue.</summary>
    public Testing.VenueFaultKind Fault { get; init; }

    public Testing.VenueCallKind? Call { get; init; }

    /// <summary>What goes wrong in the store.</summary>
    public Testing.StoreFaultKind StoreFault { get; init; }

    public Testing.StoreCall StoreCall { get; init; }

    /// <summary>The first call, or point, from here on, counted from 1.</summary>
    public int Nth { get; init; } = 1;

    public int Times { get; init; } = 1;

    public TimeSpan Time { get; init; }

    public override string ToString()
    {
        string about = Kind switch
        {
            StepKind.Trade or StepKind.Manual => $" {Side} {Quantity} of {Instrument} for {Strategy} at {Distance}",
            StepKind.Price or StepKind.Fund or StepKind.FillPart => $" {Instrument} by {Distance} {Quantity}",
            StepKind.VenueFault => $" {Fault} of {Call} from {Nth} for {Times}, {Time}",
            StepKind.StoreFault => $" {StoreFault} of {StoreCall} from {Nth} for {Times}, {Time}",
            StepKind.KillAt or StepKind.HookThrows or StepKind.HookHangs or StepKind.LoseTail or StepKind.Rot => $" {Nth}",
            StepKind.SetClock => $" by {Time}",
            _ => $" {Instrument}",
        };
        return FormattableString.Invariant($"+{After} {Kind}{about}");
    }
}
