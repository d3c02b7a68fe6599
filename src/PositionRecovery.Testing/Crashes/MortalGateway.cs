namespace PositionRecovery.Testing;

/// <summary>A venue's order entry as a mortal process sees it.</summary>
internal sealed class MortalGateway(IOrderGateway inner, CrashSwitch life) : IOrderGateway
{
    public ValueTask<SubmitResult> SubmitAsync(OrderSubmission submission, CancellationToken cancellationToken) =>
        life.RunAsync("submit", () => inner.SubmitAsync(submission, CancellationToken.None), isSent: true);

    public ValueTask<SubmitResult> CancelAsync(OrderSnapshot order, CancellationToken cancellationToken) =>
        life.RunAsync("cancel", () => inner.CancelAsync(order, CancellationToken.None), isSent: true);
}
