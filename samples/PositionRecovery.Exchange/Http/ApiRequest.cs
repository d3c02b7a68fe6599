namespace PositionRecovery.Exchange;

/// <summary>A request on its way through the house.</summary>
internal sealed class ApiRequest(ApiParameters parameters, Desk desk, IReadOnlyList<HttpFault> faults)
{
    internal ApiParameters Parameters => parameters;

    internal Desk Desk => desk;

    /// <summary>Who asks; set once the key is known.</summary>
    internal ExchangeKey? Key { get; set; }

    /// <summary>When a signed request says it was sent, and until when it may be executed, by the venue's time.
    /// </summary>
    internal DateTimeOffset Deadline { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>Whether the answer breaks off in the middle.</summary>
    internal bool IsCut { get; set; }

    internal AccountId Account => Key is { } key ? desk.AccountOf(key) : desk.Accounts[0];

    /// <summary>The symbol that must be named.</summary>
    internal Listing Listing() => desk.Find(parameters.Required("symbol"));

    /// <summary>The symbol, when one is named.</summary>
    internal Listing? OptionalListing() => parameters.Text("symbol") is { } symbol ? desk.Find(symbol) : null;

    /// <summary>How many rows at most.</summary>
    internal int Limit(int standard, int most)
    {
        long asked = parameters.Long("limit") ?? standard;
        if (asked < 1)
        {
            throw new ApiException(-1130, "Data sent for parameter 'limit' is not valid.");
        }

        int cut = faults.Where(static f => f.Kind == HttpFaultKind.ShortPages).Select(static f => f.Rows)
            .DefaultIfEmpty(most).Min();
        return (int)Math.Min(Math.Min(asked, most), cut);
    }
}
