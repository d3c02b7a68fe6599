using System.Text.Json;

namespace PositionRecovery;

/// <summary>Which content stands in rows of which kind.</summary>
internal static class RowContent
{
    internal static void Write(ref PackWriter w, RowKind kind, object content)
    {
        switch (kind, content)
        {
            case (RowKind.Order, OrderSnapshot order):
                PackOrders.Write(ref w, order);
                break;
            case (RowKind.Fill, StoredFill fill):
                PackStored.Write(ref w, fill);
                break;
            case (RowKind.Position, PositionSnapshot position):
                PackBooks.Write(ref w, position);
                break;
            case (RowKind.AccountBook, AccountBookSnapshot book):
                PackBooks.Write(ref w, book);
                break;
            case (RowKind.Account, AccountSnapshot account):
                PackFacts.Write(ref w, account);
                break;
            case (RowKind.Balance, BalanceSnapshot balance):
                PackFacts.Write(ref w, balance);
                break;
            case (RowKind.Instrument, InstrumentDefinition instrument):
                PackFacts.Write(ref w, instrument);
                break;
            case (RowKind.PurgedTrades, PurgedTradeChunk chunk):
                PackStored.Write(ref w, chunk);
                break;
            case (RowKind.PositionLife, PositionLife life):
                PackLives.Write(ref w, life);
                break;
            case (RowKind.Session, SessionSnapshot session):
                PackLives.Write(ref w, session);
                break;
            case (RowKind.HeldEvent, HeldEvent held):
                PackStored.Write(ref w, held);
                break;
            case (RowKind.StrategyState, StoredStrategyState stored):
                PackStates.Write(ref w, stored);
                break;
            default:
                throw NoContent(kind, content);
        }
    }

    internal static object Read(ref PackReader r, RowKind kind) => kind switch
    {
        RowKind.Order => PackOrders.Order(ref r),
        RowKind.Fill => PackStored.Fill(ref r),
        RowKind.Position => PackBooks.Position(ref r),
        RowKind.AccountBook => PackBooks.AccountBook(ref r),
        RowKind.Account => PackFacts.Account(ref r),
        RowKind.Balance => PackFacts.Balance(ref r),
        RowKind.Instrument => PackFacts.Instrument(ref r),
        RowKind.PurgedTrades => PackStored.Purged(ref r),
        RowKind.PositionLife => PackLives.Life(ref r),
        RowKind.Session => PackLives.Session(ref r),
        RowKind.HeldEvent => PackStored.Held(ref r),
        RowKind.StrategyState => PackStates.Stored(ref r),
        _ => throw Unknown(kind),
    };

    internal static void Write(Utf8JsonWriter writer, RowKind kind, object content)
    {
        switch (kind, content)
        {
            case (RowKind.Order, OrderSnapshot order):
                JsonOrders.Write(writer, order);
                break;
            case (RowKind.Fill, StoredFill fill):
                JsonStored.Write(writer, fill);
                break;
            case (RowKind.Position, PositionSnapshot position):
                JsonBooks.Write(writer, position);
                break;
            case (RowKind.AccountBook, AccountBookSnapshot book):
                JsonBooks.Write(writer, book);
                break;
            case (RowKind.Account, AccountSnapshot account):
                JsonCached.Write(writer, account);
                break;
            case (RowKind.Balance, BalanceSnapshot balance):
                JsonCached.Write(writer, balance);
                break;
            case (RowKind.Instrument, InstrumentDefinition instrument):
                JsonCached.Write(writer, instrument);
                break;
            case (RowKind.PurgedTrades, PurgedTradeChunk chunk):
                JsonStored.Write(writer, chunk);
                break;
            case (RowKind.PositionLife, PositionLife life):
                JsonLives.Write(writer, life);
                break;
            case (RowKind.Session, SessionSnapshot session):
                JsonLives.Write(writer, session);
                break;
            case (RowKind.HeldEvent, HeldEvent held):
                JsonStored.Write(writer, held);
                break;
            case (RowKind.StrategyState, StoredStrategyState stored):
                JsonStates.Write(writer, stored);
                break;
            default:
                throw NoContent(kind, content);
        }
    }

    internal static object Read(JsonCursor at, RowKind kind) => kind switch
    {
        RowKind.Order => JsonOrders.Order(at),
        RowKind.Fill => JsonStored.Fill(at),
        RowKind.Position => JsonBooks.Position(at),
        RowKind.AccountBook => JsonBooks.AccountBook(at),
        RowKind.Account => JsonCached.Account(at),
        RowKind.Balance => JsonCached.Balance(at),
        RowKind.Instrument => JsonCached.Instrument(at),
        RowKind.PurgedTrades => JsonStored.Purged(at),
        RowKind.PositionLife => JsonLives.Life(at),
        RowKind.Session => JsonLives.Session(at),
        RowKind.HeldEvent => JsonStored.Held(at),
        RowKind.StrategyState => JsonStates.Stored(at),
        _ => throw Unknown(kind),
    };

    private static RowDefectException Unknown(RowKind kind) =>
        new(RowDefectReason.Newer, $"this version knows no content of {kind} rows");

    private static InvariantException NoContent(RowKind kind, object content) =>
        new($"{content.GetType().Name} is no content of {kind} rows.");
}
