using PositionRecovery.Binance;

namespace PositionRecovery.Exchange.Tests;

/// <summary>What our adapter sees of the account that another client traded with.</summary>
internal sealed class Adapter
{
    private static readonly AccountId Account = new("BINANCE:main");

    private readonly IVenueReportProvider _reports;

    internal Adapter(House house, bool isSpot) => _reports = BinanceVenue.Connect(new BinanceOptions
    {
        Product = isSpot ? BinanceProduct.Spot : BinanceProduct.UsdMarginedFutures,
        Account = Account,
        ApiKey = Secret.FromText(House.Key.Key),
        ApiSecret = Secret.FromText(House.Key.Secret),
        BaseAddress = house.Server.BaseAddress,
        IsReadOnly = true,
    }).Reports;

    internal Task<IReadOnlyList<PositionReport>> PositionsAsync() =>
        ReadAsync<PositionReport>(new PositionsQuery { Account = Account });

    internal Task<IReadOnlyList<OrderReport>> OpenOrdersAsync() =>
        ReadAsync<OrderReport>(new OpenOrdersQuery { Account = Account });

    internal Task<IReadOnlyList<FillReport>> FillsAsync(string symbol) => ReadAsync<FillReport>(new FillsQuery
    {
        Account = Account, Instrument = new($"BINANCE:{symbol}"), From = DateTimeOffset.UtcNow.AddHours(-1),
    });

    private async Task<IReadOnlyList<T>> ReadAsync<T>(VenueQuery query)
        where T : VenueReport
    {
        VenueAnswer answer = await _reports.QueryAsync(query, CancellationToken.None);
        Assert.True(answer.Coverage.IsComplete, $"{answer.Coverage}");
        return [.. answer.Reports.Cast<T>()];
    }
}
