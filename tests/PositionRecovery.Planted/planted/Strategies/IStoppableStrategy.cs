namespace PositionRecovery;

/// <summary>A strategy that wants to be told of an orderly stop.</summary>
public interface IStoppableStrategy
{
    /// <summary>The engine stops: entries are refused from now on.</summary>
    /// <param name="cancellationToken">Ends when the time for it is over.</param>
    ValueTask OnStopAsync(CancellationToken cancellationToken);
}
