using PositionRecovery.Testing;
using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Recovery.Reading;

/// <summary>One account with books, its venue on paper, and a clock: 10 of one perpetual and 5 of another, which the
/// venue has, too.</summary>
internal sealed class ReadDesk
{
    internal const string Identity = "uid-1";

    internal ReadDesk(InstrumentDefinition? instrument = null, bool isHolding = true)
    {
        World = new World(instrument);
        Venue = new PaperVenue(Clock, Main);
        Books.Has(new AccountSnapshot { Account = Main, Identity = Identity });
        Venue.Reports.Add(new AccountReport { Account = Main, Identity = Identity });
        if (isHolding)
        {
            Holds(Perpetual, 10m, 100m);
            Holds(OtherPerpetual, 5m, 50m);
        }
    }

    internal FakeTimeProvider Clock { get; } = new(ReadAt);

    internal World World { get; }

    internal Books Books => World.Books;

    internal PaperVenue Venue { get; }

    internal ReconciliationOptions Options { get; } = new();

    internal ReadLimits Limits { get; set; } = ReadLimits.Default;

    internal TimeSpan? TimeLimit { get; set; }

    /// <summary>The accounts that the recovery can ask about.</summary>
    internal AccountId[] Readable { get; set; } = [Main];

    internal void Holds(InstrumentDefinition instrument, decimal quantity, decimal average)
    {
        Books.Holds(Alpha, quantity, average, on: instrument);
        Shows(instrument, quantity, average);
    }

    /// <summary>What the venue says from now on.</summary>
    internal void Shows(
        InstrumentDefinition instrument, decimal quantity, decimal average, DateTimeOffset? updatedAt = null)
    {
        Venue.Reports.RemoveAll(r => r is PositionReport p && p.Instrument == instrument.Id);
        if (quantity != 0m)
        {
            Venue.Reports.Add(new PositionReport
            {
                Account = Main, Instrument = instrument.Id, Quantity = quantity, AveragePrice = average,
                UpdatedAt = updatedAt,
            });
        }
    }

    internal void Executes(InstrumentDefinition instrument, OrderSide side, decimal quantity, decimal price) =>
        Venue.Reports.Add(new FillReport
        {
            Account = Main, Instrument = instrument.Id, Trade = new($"t{Venue.Reports.Count}"), Side = side,
            VenueOrder = new($"v{Venue.Reports.Count}"), Quantity = quantity, Price = price, At = Clock.GetUtcNow(),
        });

    /// <summary>Runs before the n-th query of a kind is answered, counted from 1.</summary>
    internal void At<TQuery>(int number, Action happens)
        where TQuery : VenueQuery
    {
        Func<VenueQuery, int, Task<VenueAnswer>?> others = Venue.Does;
        Venue.Does = (query, before) =>
        {
            if (query is TQuery && Venue.Asked.OfType<TQuery>().Count() == number)
            {
                happens();
            }

            return others(query, before);
        };
    }

    internal AccountReading Read() => Clockwork.Run(Clock, async () =>
    {
        using Deadline deadline = NewDeadline();
        return await Reader(Asker(), Main).ReadAsync(deadline);
    });

    internal ReconciliationPlan PlanOf(AccountReading reading) => Reconciler.Reconcile(
        Books.Snapshot(), VenueSnapshot.Of(reading.Answers), Options, Clock.GetUtcNow());

    /// <summary>Reads and asks until nothing is open.</summary>
    internal QuestionOutcome Settle() => Clockwork.Run(Clock, async () =>
    {
        using Deadline deadline = NewDeadline();
        VenueAsker asker = Asker();
        AccountReader[] readers = [.. Readable.Select(a => Reader(asker, a))];
        VenuePicture picture = await VenueReadings.ReadAsync(readers, deadline);
        return await new QuestionLoop(readers, Options, Clock, Limits)
            .RunAsync(Books.Snapshot(), picture.Snapshot, deadline);
    });

    internal AccountReader Reader(VenueAsker asker, AccountId account)
    {
        CachedSnapshot cached = Books.Snapshot();
        return new AccountReader(
            asker,
            new AccountRequest
            {
                Account = account,
                From = Words.At(-1_000),
                Active = ActiveInstruments.Of(account, cached, Options),
                Instruments = cached.Instruments,
            },
            Clock,
            Limits);
    }

    internal VenueAsker Asker() => new(Venue, Clock, Limits);

    private Deadline NewDeadline() =>
        TimeLimit is { } span ? Deadline.In(span, Clock, default) : Deadline.None(Clock, default);
}
