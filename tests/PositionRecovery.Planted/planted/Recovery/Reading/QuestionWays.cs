namespace PositionRecovery;

/// <summary>The ways in which a question may be asked: as it is; then each order service on its own; then wider. A
/// wider answer says what the narrower one would have.</summary>
internal static class QuestionWays
{
    internal static IEnumerable<VenueQuery[]> Of(VenueQuery query)
    {
        yield return [query];
        VenueQuery? wide = query is not OrderQuery && query.Instrument is not null
            ? query with { Instrument = null }
            : null;
        if (query is OpenOrdersQuery { Class: null } open)
        {
            yield return EachService(open);
        }

        if (wide is not null)
        {
            yield return [wide];
            if (wide is OpenOrdersQuery { Class: null } all)
            {
                yield return EachService(all);
            }
        }
    }

    private static VenueQuery[] EachService(OpenOrdersQuery query) =>
        [query with { Class = OrderClass.Conditional }, query with { Class = OrderClass.Regular }];
}
