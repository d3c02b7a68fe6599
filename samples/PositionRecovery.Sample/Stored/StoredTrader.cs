namespace PositionRecovery.Sample;

/// <summary>Whose state a command is about, where it is, and the key that proves it.</summary>
internal sealed record StoredTrader(StoreAddress Address, TraderId Id, Secret? Key)
{
    public StateReader Reader(IPositionStore store) => new(store, Id, Key);

    /// <summary>What is stored. A trader nobody ever stored is an error: more likely its name is wrong.</summary>
    public async Task<StoredPicture> LoadAsync(IPositionStore store, CancellationToken cancellationToken)
    {
        StoredPicture picture = await Reader(store).LoadAsync(cancellationToken);
        return picture.Epoch > 0
            ? picture
            : throw new RefusalException(
                ExitCode.NothingThere, $"Nothing was ever stored of trader '{Id}' in {Address.Name}. Is the name right?");
    }

    /// <exception cref="BadUsageException">The variable is not set.</exception>
    public static Secret? KeyIn(string? variable)
    {
        try
        {
            return variable is null ? null : Secret.FromEnvironment(variable);
        }
        catch (Exception missing) when (missing is InvalidOperationException or ArgumentException)
        {
            throw new BadUsageException($"--key-env: {missing.Message}");
        }
    }
}
