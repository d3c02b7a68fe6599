using StackExchange.Redis;

namespace PositionRecovery.Redis;

/// <summary>Whether the server answers and would take a commit, and what it can lose.</summary>
internal sealed class HealthCheck(SettingsReader settings, CheckedOptions options)
{
    private const int MaxText = 512;

    internal async ValueTask<StoreHealth> RunAsync(RedisKey? opened, CancellationToken cancellationToken)
    {
        try
        {
            // Before a trader is opened any key will do.
            RedisKey key = opened ?? options.KeyPrefix + "trader-head:{health}";
            ServerSettings found =
                await settings.ReadAsync("Health", key, cancellationToken).ConfigureAwait(false);
            var rules = DurabilityRules.Judge(found, options.AcceptLossWindow);
            string[] wrong = [.. rules.Refusals, .. Ailments(found)];
            return new StoreHealth
            {
                IsHealthy = wrong.Length == 0,
                Durability = rules.Durability,
                Description = Bounded(string.Join(" ", [$"Redis {found.Version}.", .. wrong, .. rules.Warnings])),
            };
        }
        catch (StoreException e)
        {
            return Down(e.Message);
        }
        catch (ObjectDisposedException)
        {
            return Down("The store is disposed.");
        }
    }

    private static IEnumerable<string> Ailments(ServerSettings found)
    {
        if (found.IsLoading)
        {
            yield return "It is loading its data.";
        }

        if (found.IsAppendFailing)
        {
            yield return "Its last write to the append-only file failed: it takes no commits.";
        }

        if (found.IsSnapshotFailing)
        {
            yield return "Its last snapshot failed: it takes no commits (stop-writes-on-bgsave-error).";
        }

        if (found.MaxMemory > 0 && found.UsedMemory >= found.MaxMemory)
        {
            yield return $"It uses {found.UsedMemory} of {found.MaxMemory} bytes (maxmemory): it takes no commits.";
        }
    }

    private static StoreHealth Down(string why) =>
        new() { IsHealthy = false, Durability = "unverified: the server does not answer", Description = Bounded(why) };

    private static string Bounded(string text) =>
        text.Length <= MaxText ? text : string.Concat(text.AsSpan(0, MaxText - 1), "…");
}
