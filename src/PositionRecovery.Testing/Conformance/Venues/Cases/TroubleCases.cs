namespace PositionRecovery.Testing;

/// <summary>Queries while something is wrong.</summary>
internal static class TroubleCases
{
    internal static async Task FailureIsNoAnswer(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene() with { Positions = [stage.Position(3m)] }).ConfigureAwait(false);
        await stage.InjectAsync(Lasting(VenueFaultKind.Fail)).ConfigureAwait(false);
        Claim.That(
            await stage.TryAskAsync(new PositionsQuery { Account = stage.Account }).ConfigureAwait(false) is null,
            "A query that failed was answered.");
    }

    internal static async Task TimeOutIsNoAnswer(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene() with { Positions = [stage.Position(3m)] }).ConfigureAwait(false);
        await stage.InjectAsync(Lasting(VenueFaultKind.TimeOutBefore)).ConfigureAwait(false);
        Claim.That(
            await stage.TryAskAsync(new PositionsQuery { Account = stage.Account }).ConfigureAwait(false) is null,
            "A query that timed out was answered.");
    }

    internal static async Task CutIsNotComplete(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene() with
        {
            Fills = [.. Enumerable.Range(1, 6).Select(i => stage.Fill(i, TimeSpan.FromMinutes(8 - i)))],
        }).ConfigureAwait(false);
        await stage.InjectAsync(Lasting(VenueFaultKind.CutPage) with { Call = VenueCallKind.Fills })
            .ConfigureAwait(false);
        VenueAnswer? answer = await stage.TryAskAsync(new FillsQuery
        {
            Account = stage.Account, Instrument = stage.First.Id, From = stage.Now.AddMinutes(-10),
        }).ConfigureAwait(false);
        int shown = answer?.Reports.Cast<FillReport>().DistinctBy(static f => f.Key).Count() ?? 0;
        Claim.That(
            answer is null || shown == 6 || !answer.Coverage.IsComplete,
            $"{shown} of 6 executions are shown, and the answer claims to be complete.");
        Claim.That(
            answer?.Coverage.From is not { } from || answer.Reports.Cast<FillReport>().Count(f => f.At >= from)
                == Enumerable.Range(1, 6).Count(i => stage.Now.AddMinutes(i - 8) >= from),
            "The answer claims to speak of a time that it does not show.");
    }

    internal static async Task RepeatedRowsAreOne(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene() with
        {
            Fills = [.. Enumerable.Range(1, 3).Select(i => stage.Fill(i, TimeSpan.FromMinutes(8 - i)))],
        }).ConfigureAwait(false);
        await stage.InjectAsync(Lasting(VenueFaultKind.Duplicate) with { Call = VenueCallKind.Fills })
            .ConfigureAwait(false);
        IReadOnlyList<FillReport> fills = await stage.ReadAsync<FillReport>(new FillsQuery
        {
            Account = stage.Account, Instrument = stage.First.Id, From = stage.Now.AddMinutes(-10),
        }).ConfigureAwait(false);
        Claim.Same(3, fills.DistinctBy(static f => f.Key).Count(), "Executions that were sent twice each");
        Claim.Same(3, fills.Distinct().Count(), "What executions that were sent twice say");
    }

    internal static async Task UnknownWordsStayUnknown(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene() with { Orders = [stage.Order(11, OrderStatus.Accepted)] })
            .ConfigureAwait(false);
        await stage.InjectAsync(Lasting(VenueFaultKind.WrongRows) with
        {
            Call = VenueCallKind.OpenOrders,
            Change = static r => r is OrderReport order
                ? order with { Status = OrderStatus.Unknown, RawStatus = "NO_SUCH_STATUS" }
                : r,
        }).ConfigureAwait(false);
        VenueAnswer? answer = await stage.TryAskAsync(new OpenOrdersQuery { Account = stage.Account })
            .ConfigureAwait(false);
        Claim.That(
            answer is null || !answer.Coverage.IsComplete
                || (answer.Reports is [OrderReport { Status: OrderStatus.Unknown }]),
            "An order with a status that nobody knows was given another one, or left out.");
    }

    internal static async Task LimitTellsWhen(VenueStage stage)
    {
        await stage.InjectAsync(Lasting(VenueFaultKind.TooManyRequests) with { Time = TimeSpan.FromSeconds(30) })
            .ConfigureAwait(false);
        VenueException error = await Claim.ThrowsAsync<VenueException>(
            async () => await stage.AskAsync(new PositionsQuery { Account = stage.Account }).ConfigureAwait(false),
            "A query beyond the limit").ConfigureAwait(false);
        Claim.That(error.RetryAfter > TimeSpan.Zero, "It is not told how long to wait.");
    }

    internal static async Task BanTellsWhen(VenueStage stage)
    {
        await stage.InjectAsync(Lasting(VenueFaultKind.Ban) with { Time = TimeSpan.FromMinutes(2) })
            .ConfigureAwait(false);
        VenueException error = await Claim.ThrowsAsync<VenueException>(
            async () => await stage.AskAsync(new PositionsQuery { Account = stage.Account }).ConfigureAwait(false),
            "A query while banned").ConfigureAwait(false);
        Claim.That(error.RetryAfter > TimeSpan.Zero, "It is not told how long the ban lasts.");
    }

    private static VenueFault Lasting(VenueFaultKind kind) => new() { Kind = kind, Times = null };
}
