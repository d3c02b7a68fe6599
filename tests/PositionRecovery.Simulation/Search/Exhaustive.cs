using PositionRecovery.Testing;

namespace PositionRecovery.Simulation;

/// <summary>Tries all there is of one kind in the named scenarios, instead of drawing.</summary>
internal static class Exhaustive
{
    private static readonly StoreCall[] StoreCalls =
        [StoreCall.Open, StoreCall.Load, StoreCall.Commit, StoreCall.ReadJournal];

    private static readonly StoreFaultKind[] StoreKinds = [StoreFaultKind.FailBefore, StoreFaultKind.FailAfter];

    private static readonly VenueFaultKind[] VenueKinds = [VenueFaultKind.Fail, VenueFaultKind.TimeOutAfter];

    /// <summary>The process dies at each of its points, one after the other.</summary>
    internal static async IAsyncEnumerable<Case> PointsAsync()
    {
        foreach ((string name, History history) in Scenarios.All)
        {
            HistoryResult alive = await HistoryRun.PlayAsync(history);
            for (int point = 1; point <= alive.Points[0]; point++)
            {
                yield return Of(name, history, new Accident { Deaths = [point] });
            }
        }
    }

    /// <summary>The process dies, and so does the next one, at each pair of their points.</summary>
    internal static async IAsyncEnumerable<Case> PairsAsync()
    {
        foreach ((string name, History history) in Scenarios.All)
        {
            HistoryResult alive = await HistoryRun.PlayAsync(history);
            for (int first = 1; first <= alive.Points[0]; first++)
            {
                HistoryResult once = await HistoryRun.PlayAsync(history, new Accident { Deaths = [first] });
                for (int second = 1; once.Points.Count > 1 && second <= once.Points[1]; second++)
                {
                    yield return Of(name, history, new Accident { Deaths = [first, second] });
                }
            }
        }
    }

    /// <summary>Every fault there is, at every call that knows it: so that no meeting of the two is left to chance.
    /// </summary>
    internal static async IAsyncEnumerable<Case> FaultsAsync()
    {
        await Task.CompletedTask;
        foreach ((string place, string fault) in ReachTable.Expected)
        {
            string[] words = place.Split(' ');
            foreach ((string name, History history) in Scenarios.All.Where(static s => s.Name is Scenarios.Rich or Scenarios.Orders))
            {
                for (int nth = 1; nth <= 3; nth++)
                {
                    Accident? accident = words switch
                    {
                        ["venue", var call] => Of(new VenueFault
                        {
                            Call = Enum.Parse<VenueCallKind>(call), Kind = Enum.Parse<VenueFaultKind>(fault), Nth = nth,
                            Time = TimeSpan.FromSeconds(3),
                        }),
                        ["store", var call] => Of(new StoreFault
                        {
                            Call = Enum.Parse<StoreCall>(call), Kind = Enum.Parse<StoreFaultKind>(fault), Nth = nth,
                            Delay = TimeSpan.FromSeconds(3),
                        }),
                        _ => null,
                    };
                    if (accident is not null)
                    {
                        yield return Of(name, history, accident);
                    }
                }
            }
        }
    }

    /// <summary>Each call of the store and of the venue fails once, and from then on.</summary>
    internal static async IAsyncEnumerable<Case> CallsAsync()
    {
        foreach ((string name, History history) in Scenarios.All)
        {
            HistoryResult alive = await HistoryRun.PlayAsync(history);
            foreach (StoreCall call in StoreCalls)
            {
                for (int n = 1; n <= alive.StoreCalls[call]; n++)
                {
                    foreach (StoreFaultKind kind in StoreKinds)
                    {
                        yield return Of(name, history, Of(new StoreFault { Call = call, Kind = kind, Nth = n }));
                        yield return Of(name, history, Of(new StoreFault
                        {
                            Call = call, Kind = kind, Nth = n, Times = int.MaxValue,
                        }));
                    }
                }
            }

            foreach ((VenueCallKind call, int calls) in alive.VenueCalls.OrderBy(static c => c.Key))
            {
                for (int n = 1; n <= Math.Min(calls, 12); n++)
                {
                    foreach (VenueFaultKind kind in VenueKinds)
                    {
                        yield return Of(name, history, Of(new VenueFault { Call = call, Kind = kind, Nth = n }));
                        yield return Of(name, history, Of(new VenueFault
                        {
                            Call = call, Kind = kind, Nth = n, Times = null,
                        }));
                    }
                }
            }
        }
    }

    private static Case Of(string name, History history, Accident accident) =>
        new(name, history, accident, $"--scenario \"{name}\" --accident \"{accident}\"");

    private static Accident Of(StoreFault fault) => new() { Store = fault };

    private static Accident Of(VenueFault fault) => new() { Venue = fault };
}
