namespace PositionRecovery.CrashWriter;

/// <summary>Takes a trader and commits until it is fenced, killed or done. Says "refused owner", "epoch n",
/// "ack sequence", "fenced sequence" or "conflict sequence", a line each.</summary>
internal sealed class Writer(IPositionStore store, WriterArguments arguments, Action<string> say)
{
    public async Task<int> RunAsync()
    {
        OpenResult opened = await store.OpenAsync(
            new OpenRequest
            {
                Trader = arguments.Trader,
                Owner = arguments.Owner,
                LeaseTime = arguments.LeaseTime,
                TakeOver = arguments.TakesOver,
            },
            CancellationToken.None);
        if (opened.Lease is not { } lease)
        {
            say($"refused {opened.CurrentOwner}");
            return WriterExit.Refused;
        }

        say($"epoch {lease.Epoch}");
        StoredState state = await store.LoadAsync(arguments.Trader, CancellationToken.None);
        return WriterBatch.FindFault(state) is { } fault
            ? throw new StoreException(fault)
            : await CommitAsync(lease, state.Sequence);
    }

    private async Task<int> CommitAsync(StoreLease lease, long sequence)
    {
        for (int n = 0; n < arguments.Commits; n++)
        {
            CommitResult result = await store.CommitAsync(
                lease, WriterBatch.After(sequence, arguments.Owner), CancellationToken.None);
            switch (result.Status)
            {
                case CommitStatus.Committed:
                    sequence = result.Sequence;
                    say($"ack {sequence}");
                    await Task.Delay(arguments.Pause);
                    break;
                case CommitStatus.Fenced:
                    say($"fenced {result.Sequence}");
                    return WriterExit.Fenced;
                default:
                    say($"conflict {result.Sequence}");
                    return WriterExit.Conflict;
            }
        }

        return WriterExit.Done;
    }
}
