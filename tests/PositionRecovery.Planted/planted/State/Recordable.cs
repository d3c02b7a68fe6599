namespace PositionRecovery;

/// <summary>Which events an engine may record. Intents need leave, and sessions, purges and flushes are the library's.
/// </summary>
internal static class Recordable
{
    internal static void Check(ExecutionEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (happened is OrderIntendedEvent)
        {
            throw new ArgumentException("An intent is recorded by IntendAsync only.", nameof(happened));
        }

        if (happened is OrderImportedEvent { Order.Fills.Count: > 0 })
        {
            throw new ArgumentException(
                "An imported order comes without its executions; record each as an OrderFilledEvent after it.",
                nameof(happened));
        }

        if (happened is SessionStartedEvent or SessionStoppedEvent or SessionCrashedEvent or StatePurgedEvent
            or StateFlushedEvent or RecoveryAdvancedEvent)
        {
            throw new ArgumentException(
                $"The event '{happened.Kind}' is recorded by the library only.", nameof(happened));
        }

        if (happened is StrategyStateSavedEvent { Part: not StrategyStatePart.Own and var part })
        {
            throw new ArgumentException(
                $"The event '{happened.Kind}' of part {part} is recorded by the library only; a strategy's own state "
                + $"is of part {StrategyStatePart.Own}.",
                nameof(happened));
        }
    }
}
