namespace PositionRecovery.Binance.Tests;

/// <summary>An account that is read over a script.</summary>
internal sealed class Reading
{
    internal Reading(BinanceProduct product)
    {
        Account = new AccountId(product switch
        {
            BinanceProduct.UsdMarginedFutures => "BINANCE-USDM:main",
            BinanceProduct.CoinMarginedFutures => "BINANCE-COINM:main",
            _ => "BINANCE-SPOT:main",
        });
        Names = new Naming(Account);
        Provider = new BinanceVenueReportProvider(
            new BinanceOptions
            {
                Product = product, Account = Account, ApiKey = Secret.FromText("k"), ApiSecret = Secret.FromText("s"),
            },
            Api);
    }

    internal ScriptedApi Api { get; } = new();

    internal AccountId Account { get; }

    internal Naming Names { get; }

    internal BinanceVenueReportProvider Provider { get; }

    internal static DateTimeOffset Now => ScriptedApi.Start;

    internal InstrumentId Id(string symbol) => Names.Instrument(symbol);

    internal Task<VenueAnswer> AskAsync(VenueQuery query) =>
        Provider.QueryAsync(query, CancellationToken.None).AsTask();

    internal FillsQuery Fills(string? symbol, TimeSpan age) => new()
    {
        Account = Account, Instrument = symbol is null ? null : Id(symbol), From = Now - age,
    };

    /// <summary>A row of userTrades.</summary>
    internal static string Trade(long id, DateTimeOffset at, string symbol = "ETHUSDT") =>
        $$"""{"symbol":"{{symbol}}","id":{{id}},"orderId":1,"side":"BUY","positionSide":"BOTH","price":"10","""
        + $$""" "qty":"1","commission":"0","commissionAsset":"USDT","time":{{at.ToUnixTimeMilliseconds()}},"maker":false}""";

    internal static string List(IEnumerable<string> rows) => $"[{string.Join(',', rows)}]";

    /// <summary>A venue that has these executions and shows pages of them as the venue does.</summary>
    internal Reading WithTrades(string path, params IReadOnlyList<(long Id, DateTimeOffset At)> trades) =>
        WithTrades(path, 1_000, trades);

    /// <param name="path">Which list.</param>
    /// <param name="page">The length of a page, whatever is asked for.</param>
    /// <param name="trades">What was traded.</param>
    internal Reading WithTrades(string path, int page, IReadOnlyList<(long Id, DateTimeOffset At)> trades)
    {
        long[] times = [.. trades.Select(static t => t.At.ToUnixTimeMilliseconds())]; // as old as their ids
        Api.On(path, r =>
        {
            int first = Math.Max(0, trades.Count - page);
            long end = long.MaxValue;
            if (ScriptedApi.Value(r, "fromId") is not null)
            {
                first = Math.Max(0, (int)ScriptedApi.Number(r, "fromId") - 1); // they are numbered from 1 on
            }
            else if (ScriptedApi.Value(r, "startTime") is not null)
            {
                int found = Array.BinarySearch(times, ScriptedApi.Number(r, "startTime"));
                first = found < 0 ? ~found : found;
                end = ScriptedApi.Number(r, "endTime");
            }

            return List(Enumerable.Range(first, Math.Max(0, Math.Min(page, trades.Count - first)))
                .TakeWhile(i => times[i] <= end)
                .Select(i => Trade(trades[i].Id, trades[i].At, ScriptedApi.Value(r, "symbol")!)));
        });
        return this;
    }
}
