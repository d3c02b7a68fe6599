using System.Globalization;
using PositionRecovery.Testing;

namespace PositionRecovery.Simulation;

/// <summary>One exact thing that goes wrong besides what a history says: deaths at points, or calls that fail.</summary>
internal sealed record Accident
{
    /// <summary>At which of its points each process dies, first process first, counted from 1.</summary>
    public IReadOnlyList<int?> Deaths { get; init; } = [];

    public StoreFault? Store { get; init; }

    public VenueFault? Venue { get; init; }

    internal void Plant(World world)
    {
        if (Store is not null)
        {
            world.Plant(Store);
        }

        if (Venue is not null)
        {
            world.Plant(Venue);
        }
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => (Store, Venue) switch
    {
        ({ } s, _) => $"store {s.Call} {s.Kind} {s.Nth} {s.Times}",
        (_, { } v) => $"venue {v.Call} {v.Kind} {v.Nth} {v.Times ?? int.MaxValue}",
        _ => "deaths " + string.Join(' ', Deaths),
    };

    internal static Accident? Parse(string? text)
    {
        string[] words = text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return words switch
        {
            [] => null,
            ["store", var call, var kind, var nth, var times] => new Accident
            {
                Store = new StoreFault
                {
                    Call = Enum.Parse<StoreCall>(call), Kind = Enum.Parse<StoreFaultKind>(kind), Nth = Number(nth),
                    Times = Number(times),
                },
            },
            ["venue", var call, var kind, var nth, var times] => new Accident
            {
                Venue = new VenueFault
                {
                    Call = Enum.Parse<VenueCallKind>(call), Kind = Enum.Parse<VenueFaultKind>(kind), Nth = Number(nth),
                    Times = Number(times) == int.MaxValue ? null : Number(times),
                },
            },
            ["deaths", .. var points] => new Accident { Deaths = [.. points.Select(static p => (int?)Number(p))] },
            _ => throw new FormatException($"'{text}' is no accident."),
        };
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
