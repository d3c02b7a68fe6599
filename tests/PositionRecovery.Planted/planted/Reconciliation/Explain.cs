using System.Globalization;

namespace PositionRecovery;

/// <summary>Values in words, the same on every machine.</summary>
internal static class Explain
{
    internal static string Number(decimal value)
    {
        string text = value.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    internal static string Price(decimal? value) => value is { } known ? Number(known) : "an unknown price";

    internal static string Position(decimal quantity, decimal? average) =>
        quantity == 0m ? "flat" : $"{Number(quantity)} @ {Price(average)}";

    internal static string Order(OrderStatus status, decimal filled, decimal quantity) =>
        $"{status} {Number(filled)} of {Number(quantity)}";

    internal static string Report(EffectiveReport report) =>
        $"{report.Report.RawStatus ?? report.Report.Status.ToString()} {Number(report.Filled ?? 0m)} of "
        + (report.Report.Quantity is { } quantity and > 0m ? Number(quantity) : "?");

    internal static string Time(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    internal static string Side(PositionSide side) => side switch
    {
        PositionSide.Long => " long leg",
        PositionSide.Short => " short leg",
        _ => string.Empty,
    };

    internal static string Key(BookKey key) => $"{key.Instrument}{Side(key.Side)} in {key.Account}";

    internal static string Fill(FillSnapshot fill) =>
        $"{(fill.Side == OrderSide.Sell ? "sell" : "buy")} {Number(fill.Quantity)} @ "
        + (fill.IsPriceUnknown ? "an unknown price" : Number(fill.Price));
}
