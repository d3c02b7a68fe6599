namespace PositionRecovery;

/// <summary>Lives of positions and trading sessions, packed.</summary>
internal static class PackLives
{
    internal static void Write(ref PackWriter w, PositionLife life)
    {
        PackScope outer = w.Begin();
        PackKeys.Write(ref w, life.Key);
        w.Word(life.Status);
        w.Time(life.UpdatedAt);
        w.IdOrNull(life.Epoch);
        w.DecimalOr(life.Quantity, 0m);
        w.DecimalOr(life.PeakQuantity, 0m);
        w.DecimalOrNull(life.AverageEntry);
        w.DecimalOrNull(life.AverageExit);
        w.DecimalOr(life.ExitedQuantity, 0m);
        w.DecimalOr(life.RealizedPnl, 0m);
        w.DecimalOr(life.Fees, 0m);
        w.DecimalOr(life.Funding, 0m);
        w.DecimalOr(life.RealizedBefore, 0m);
        w.DecimalOr(life.FeesBefore, 0m);
        w.TimeOrNull(life.OpenedAt);
        w.TimeOrNull(life.ClosedAt);
        w.DecimalOrNull(life.MarkPrice);
        w.DecimalOrNull(life.LiquidationPrice);
        w.DecimalOrNull(life.Leverage);
        w.DecimalOrNull(life.StopLoss);
        w.DecimalOrNull(life.TakeProfit);
        w.TextOrNull(life.ExitReason);
        w.List(life.Orders, static (ref PackWriter to, ClientOrderId id) => to.Id(id));
        w.List(life.CashFlows, static (ref PackWriter to, TradeId id) => to.Id(id));
        w.TextOrNull(life.QuarantineReason);
        w.End(outer);
    }

    internal static PositionLife Life(ref PackReader r)
    {
        PackScope outer = r.Begin();
        var life = new PositionLife
        {
            Key = PackKeys.Position(ref r),
            Status = r.Word<PositionStatus>(),
            UpdatedAt = r.Time(),
            Epoch = r.EpochOrNull(),
            Quantity = r.DecimalOr(0m),
            PeakQuantity = r.DecimalOr(0m),
            AverageEntry = r.DecimalOrNull(),
            AverageExit = r.DecimalOrNull(),
            ExitedQuantity = r.DecimalOr(0m),
            RealizedPnl = r.DecimalOr(0m),
            Fees = r.DecimalOr(0m),
            Funding = r.DecimalOr(0m),
            RealizedBefore = r.DecimalOr(0m),
            FeesBefore = r.DecimalOr(0m),
            OpenedAt = r.TimeOrNull(),
            ClosedAt = r.TimeOrNull(),
            MarkPrice = r.DecimalOrNull(),
            LiquidationPrice = r.DecimalOrNull(),
            Leverage = r.DecimalOrNull(),
            StopLoss = r.DecimalOrNull(),
            TakeProfit = r.DecimalOrNull(),
            ExitReason = r.TextOrNull(),
            Orders = FrozenList<ClientOrderId>.Owning(
                r.List(static (ref PackReader from) => from.ClientOrder())),
            CashFlows = FrozenList<TradeId>.Owning(r.List(static (ref PackReader from) => from.Trade())),
            QuarantineReason = r.TextOrNull(),
        };
        r.End(outer);
        return life;
    }

    internal static void Write(ref PackWriter w, SessionSnapshot session)
    {
        PackScope outer = w.Begin();
        w.Id(session.Id);
        w.Word(session.Status);
        w.Time(session.StartedAt);
        w.TimeOrNull(session.EndedAt);
        w.IdOrNull(session.Resumes);
        w.DecimalOrNull(session.InitialCapital);
        w.DecimalOrNull(session.FinalCapital);
        w.List(session.Instruments, static (ref PackWriter to, InstrumentId id) => to.Id(id));
        w.List(session.Parameters, Write);
        w.NumberOr(session.Orders, 0);
        w.NumberOr(session.Fills, 0);
        w.NumberOr(session.Wins, 0);
        w.NumberOr(session.Losses, 0);
        w.End(outer);
    }

    internal static SessionSnapshot Session(ref PackReader r)
    {
        PackScope outer = r.Begin();
        var session = new SessionSnapshot
        {
            Id = r.Session(),
            Status = r.Word<SessionStatus>(),
            StartedAt = r.Time(),
            EndedAt = r.TimeOrNull(),
            Resumes = r.SessionOrNull(),
            InitialCapital = r.DecimalOrNull(),
            FinalCapital = r.DecimalOrNull(),
            Instruments = FrozenList<InstrumentId>.Owning(
                r.List(static (ref PackReader from) => from.Instrument())),
            Parameters = Parameters(ref r),
            Orders = r.NumberOr(0),
            Fills = r.NumberOr(0),
            Wins = r.NumberOr(0),
            Losses = r.NumberOr(0),
        };
        r.End(outer);
        return session;
    }

    private static void Write(ref PackWriter w, KeyValuePair<string, string> parameter)
    {
        PackScope outer = w.Begin();
        w.Text(parameter.Key);
        w.Text(parameter.Value);
        w.End(outer);
    }

    /// <summary>They are in order of name; the model would put others in order, which is another form.</summary>
    private static KeyValuePair<string, string>[] Parameters(ref PackReader r)
    {
        KeyValuePair<string, string>[] parameters = r.List(Parameter);
        for (int i = 1; i < parameters.Length; i++)
        {
            if (string.CompareOrdinal(parameters[i - 1].Key, parameters[i].Key) >= 0)
            {
                throw r.Wrong("the parameters are not in order");
            }
        }

        return parameters;
    }

    private static KeyValuePair<string, string> Parameter(ref PackReader r)
    {
        PackScope outer = r.Begin();
        var parameter = new KeyValuePair<string, string>(r.Text(), r.Text());
        r.End(outer);
        return parameter;
    }
}
