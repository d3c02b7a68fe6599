using PositionRecovery.Testing;

namespace PositionRecovery.Sample;

/// <summary>Keeps a simulated exchange between runs, as a venue snapshot: an exchange goes on while an engine is down,
/// and this one lives in the engine's process.</summary>
internal static class ExchangeFile
{
    /// <exception cref="BadDataException">The file cannot be read.</exception>
    /// <exception cref="SnapshotFormatException">It is no snapshot.</exception>
    public static void Load(SimulatedVenue venue, string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        VenueReport[] reports;
        try
        {
            reports = [.. SnapshotJson.ReadVenue(File.ReadAllBytes(path), path).Answers.SelectMany(static a => a.Reports)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new BadDataException($"{path}: cannot be read: {unreadable.Message}", unreadable);
        }

        try
        {
            venue.Arrange(new VenueScene
            {
                Account = SampleExchange.Account,
                Positions = [.. reports.OfType<PositionReport>()],
                Orders = [.. reports.OfType<OrderReport>()],
                Fills = [.. reports.OfType<FillReport>()],
                Balances = [.. reports.OfType<BalanceReport>()],
            });
        }
        catch (ArgumentException wrong)
        {
            throw new BadDataException($"{path}: {wrong.Message}", wrong);
        }
    }

    public static void Save(SimulatedVenue venue, string path)
    {
        AccountId account = SampleExchange.Account;
        DateTimeOffset now = venue.Now;
        VenueSnapshot all = VenueSnapshot.Of(
            VenueAnswer.Complete(new PositionsQuery { Account = account }, now, venue.PositionsOf(account)),
            VenueAnswer.Complete(
                new OrderHistoryQuery { Account = account, From = DateTimeOffset.UnixEpoch }, now, venue.OrdersOf(account)),
            VenueAnswer.Complete(
                new FillsQuery { Account = account, From = DateTimeOffset.UnixEpoch }, now, venue.FillsOf(account)),
            VenueAnswer.Complete(new BalancesQuery { Account = account }, now, venue.BalancesOf(account)));
        string fresh = path + ".new";
        File.WriteAllBytes(fresh, SnapshotJson.Write(all));
        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>Saves it every second, so that an engine that is killed leaves an exchange behind.</summary>
    public static async Task KeepAsync(
        SimulatedVenue venue, string path, TimeProvider clock, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                Save(venue, path);
            }
        }
        catch (OperationCanceledException)
        {
            Save(venue, path);
        }
    }
}
