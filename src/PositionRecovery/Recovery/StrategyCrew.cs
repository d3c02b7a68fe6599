using System.Collections.Frozen;

namespace PositionRecovery;

/// <summary>All strategies of a trader: hands them their positions, looks after their exits, warms them up.</summary>
internal sealed class StrategyCrew : IDisposable
{
    internal Task NotifyAsync(Finding finding, RunLog log, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    internal Task<IReadOnlyList<ExitReport>> ProtectAsync(RunLog log, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    internal Task CheckProtectionAsync(string correlation, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    internal void Look() => throw new NotSupportedException();

    internal Task RenewAsync(Finding finding, RunLog log, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    internal Task<IReadOnlyList<StrategyReport>> WarmUpAsync(RunLog log, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    internal FrozenDictionary<StrategyId, GateDecision> NotReady() => throw new NotSupportedException();

    internal Task StopAsync(RunLog log, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
