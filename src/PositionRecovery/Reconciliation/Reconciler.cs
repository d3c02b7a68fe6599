namespace PositionRecovery;

/// <summary>Compares what an engine believed with what its venues report, and plans how to make the books true. Pure:
/// the same inputs give the same plan, byte for byte, in whatever order reports arrive. Thread-safe; it keeps no state
/// and does no I/O.</summary>
public static class Reconciler
{
    /// <summary>Makes the plan.</summary>
    /// <param name="cached">What the engine believed.</param>
    /// <param name="venue">What the venues said.</param>
    /// <param name="options">How to reconcile; copied, so it may be changed afterwards.</param>
    /// <param name="now">The present venue time, by which ages are judged.</param>
    /// <returns>The plan. It is a value: nothing has happened yet.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static ReconciliationPlan Reconcile(
        CachedSnapshot cached, VenueSnapshot venue, ReconciliationOptions options, DateTimeOffset now) =>
        throw new InvalidOperationException("in progress");
}
