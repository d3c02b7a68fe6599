using System.Collections.Frozen;

namespace PositionRecovery.Binance;

/// <summary>The venue's error codes. The same number may mean something else on Spot, so that it has rows of its own,
/// which come first.</summary>
internal static class ErrorTable
{
    private const ExecutionKnowledge No = ExecutionKnowledge.NotExecuted;
    private const ExecutionKnowledge Perhaps = ExecutionKnowledge.Unknown;

    private static readonly FrozenDictionary<int, ErrorMeaning> Shared = Table(
    [
        (-1000, "unknown error", ErrorKind.Other, true, Perhaps),
        (-1001, "the venue lost its connection inside", ErrorKind.Other, true, Perhaps),
        (-1002, "not authorized", ErrorKind.Key, false, No),
        (-1003, "too many requests", ErrorKind.Limited, true, No),
        (-1006, "unexpected response inside; execution status unknown", ErrorKind.Other, true, Perhaps),
        (-1007, "time-out inside; execution status unknown", ErrorKind.Other, true, Perhaps),
        (-1008, "throttled by the venue's protection", ErrorKind.Limited, true, No),
        (-1015, "too many orders", ErrorKind.Limited, true, No),
        (-1016, "the service is shut", ErrorKind.Unavailable, true, No),
        (-1020, "the operation is not supported", ErrorKind.Refused, false, No),
        (-1021, "the time stamp is outside the window", ErrorKind.Clock, true, No),
        (-1022, "the signature is not valid", ErrorKind.Key, false, No),
        (-1100, "a parameter has an illegal character", ErrorKind.Refused, false, No),
        (-1101, "too many parameters", ErrorKind.Refused, false, No),
        (-1102, "a parameter is missing or malformed", ErrorKind.Refused, false, No),
        (-1103, "unknown parameter", ErrorKind.Refused, false, No),
        (-1104, "unread parameters", ErrorKind.Refused, false, No),
        (-1106, "a parameter that must not be sent", ErrorKind.Refused, false, No),
        (-1111, "more decimals than allowed", ErrorKind.Refused, false, No),
        (-1121, "no such symbol", ErrorKind.Refused, false, No),
        (-1127, "the time between start and end is too long", ErrorKind.Refused, false, No),
        (-1130, "a parameter has an invalid value", ErrorKind.Refused, false, No),
        (-2010, "the order was rejected", ErrorKind.Refused, false, No),
        (-2011, "the cancellation was rejected: no such order works", ErrorKind.NoSuchOrder, false, No),
        (-2013, "no such order", ErrorKind.NoSuchOrder, false, No),
        (-2014, "the form of the key is not valid", ErrorKind.Key, false, No),
        (-2015, "the key, its address or its rights are not valid", ErrorKind.Key, false, No),
    ]);

    private static readonly FrozenDictionary<int, ErrorMeaning> Futures = Table(
    [
        (-1109, "the account is being moved", ErrorKind.Unavailable, true, No),
        (239999, "the account is being moved", ErrorKind.Unavailable, true, No),
        (-2018, "the balance does not suffice", ErrorKind.Refused, false, No),
        (-2019, "the margin does not suffice", ErrorKind.Refused, false, No),
        (-2020, "cannot be filled", ErrorKind.Refused, false, No),
        (-2021, "it would trigger at once", ErrorKind.WouldTrigger, false, No),
        (-2022, "reduce-only was rejected", ErrorKind.Refused, false, No),
        (-2023, "the account is being liquidated", ErrorKind.Refused, false, No),
        (-2024, "the position does not suffice", ErrorKind.Refused, false, No),
        (-2025, "too many open orders", ErrorKind.Refused, false, No),
        (-2026, "this type of order cannot be reduce-only", ErrorKind.Refused, false, No),
        (-4003, "the quantity is not greater than 0", ErrorKind.Refused, false, No),
        (-4004, "the quantity is too small", ErrorKind.Refused, false, No),
        (-4005, "the quantity is too great", ErrorKind.Refused, false, No),
        (-4014, "the price is no multiple of the tick", ErrorKind.Refused, false, No),
        (-4015, "the client order id is too long", ErrorKind.Refused, false, No),
        (-4023, "the quantity is no multiple of the step", ErrorKind.Refused, false, No),
        (-4045, "too many stop orders", ErrorKind.Refused, false, No),
        (-4046, "the margin type is set already", ErrorKind.Done, false, ExecutionKnowledge.Executed),
        (-4059, "the position mode is set already", ErrorKind.Done, false, ExecutionKnowledge.Executed),
        (-4060, "the position side is not valid", ErrorKind.Refused, false, No),
        (-4061, "the position side does not fit the account's mode", ErrorKind.Refused, false, No),
        (-4062, "reduce-only does not fit the account's mode", ErrorKind.Refused, false, No),
        (-4067, "open orders are in the way", ErrorKind.Refused, false, No),
        (-4068, "open positions are in the way", ErrorKind.Refused, false, No),
        (-4087, "the account may only reduce", ErrorKind.Refused, false, No),
        (-4088, "the account may not place orders", ErrorKind.Refused, false, No),
        (-4109, "the account is not active", ErrorKind.Refused, false, No),
        (-4116, "an order with this client order id works already", ErrorKind.Duplicate, false, Perhaps),
        (-4117, "the stop is triggering", ErrorKind.Other, true, Perhaps),
        (-4118, "reduce-only fails the margin check", ErrorKind.Refused, false, No),
        (-4120, "such orders belong to the algo service", ErrorKind.OtherService, false, No),
        (-4131, "the price is too far from the market", ErrorKind.Refused, false, No),
        (-4137, "an order that closes a position has no quantity", ErrorKind.Refused, false, No),
        (-4138, "an order that closes a position has no reduce-only", ErrorKind.Refused, false, No),
        (-4140, "the symbol is not traded now", ErrorKind.Refused, false, No),
        (-4141, "the symbol is closed", ErrorKind.Refused, false, No),
        (-4142, "the trigger price is rejected", ErrorKind.Refused, false, No),
        (-4164, "the notional is too small", ErrorKind.Refused, false, No),
        (-4188, "the time stamp is outside the window of the engine", ErrorKind.Clock, true, No),
        (-4192, "the account is in its cooling-off period", ErrorKind.Refused, false, No),
        (-4400, "the account is restricted by quantitative rules", ErrorKind.Refused, false, No),
        (-4401, "the account is restricted by quantitative rules", ErrorKind.Refused, false, No),
        (-4531, "the position mode is being synchronized", ErrorKind.Unavailable, true, No),
        (-5021, "cannot be filled at once in full", ErrorKind.Refused, false, No),
        (-5022, "a post-only order would take", ErrorKind.Refused, false, No),
        (-5027, "nothing to amend", ErrorKind.Done, false, ExecutionKnowledge.Executed),
        (-5028, "the time stamp is outside the window of the engine", ErrorKind.Clock, true, No),
        (-5043, "an amendment is pending", ErrorKind.Refused, true, No),
    ]);

    private static readonly FrozenDictionary<int, ErrorMeaning> Spot = Table(
    [
        (-1013, "a filter of the symbol", ErrorKind.Refused, false, No),
        (-1145, "a wrong restriction of the cancellation", ErrorKind.Refused, false, No),
        (-1220, "the symbol is not traded now", ErrorKind.Refused, false, No),
        (-2018, "no such order list", ErrorKind.NoSuchOrder, false, No),
        (-2021, "half of the replacement failed", ErrorKind.Other, false, Perhaps),
        (-2022, "the replacement failed", ErrorKind.Refused, false, No),
        (-2026, "the order is archived", ErrorKind.NoSuchOrder, false, No),
        (-2038, "the amendment was rejected", ErrorKind.Refused, false, No),
        (-2039, "the two order ids do not agree", ErrorKind.Refused, false, No),
    ]);

    /// <summary>Spot has one code for all refusals of an order; the text tells them apart.</summary>
    private static readonly (string Text, ErrorMeaning Meaning)[] SpotTexts =
    [
        ("Duplicate order sent.",
            new("an order with this client order id works already", ErrorKind.Duplicate, false, Perhaps)),
        ("Stop price would trigger immediately.",
            new("it would trigger at once", ErrorKind.WouldTrigger, false, No)),
    ];

    internal static IEnumerable<(int Code, ErrorMeaning Meaning)> Rows(BinanceProduct product) =>
        (product == BinanceProduct.Spot ? Spot : Futures).Concat(Shared).Select(static r => (r.Key, r.Value));

    /// <summary>What a code means there; <c>null</c> when nobody knows.</summary>
    internal static ErrorMeaning? Find(BinanceProduct product, int code, string? text)
    {
        bool isSpot = product == BinanceProduct.Spot;
        if (isSpot && code == -2010 && text is not null
            && Array.Find(SpotTexts, t => text.Contains(t.Text, StringComparison.OrdinalIgnoreCase))
                is { Text: not null } told)
        {
            return told.Meaning;
        }

        return (isSpot ? Spot : Futures).GetValueOrDefault(code) ?? Shared.GetValueOrDefault(code);
    }

    private static FrozenDictionary<int, ErrorMeaning> Table(
        (int Code, string Text, ErrorKind Kind, bool IsTransient, ExecutionKnowledge Execution)[] rows) =>
        rows.ToFrozenDictionary(
            static r => r.Code, static r => new ErrorMeaning(r.Text, r.Kind, r.IsTransient, r.Execution));
}
