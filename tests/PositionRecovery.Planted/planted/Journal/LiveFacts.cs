namespace PositionRecovery;

/// <summary>Events that say what is so now, and cannot fail: balances, accounts, marks, cash flows, quarantine,
/// sessions, states of strategies, and the two by which state is given up.</summary>
internal static class LiveFacts
{
    internal static void Take(LiveState state, ExecutionEvent happened)
    {
        switch (happened)
        {
            case BalanceChangedEvent { Balance: var balance }:
                state.Balances[(balance.Account, balance.Asset)] = balance;
                state.Dirty.Balances.Add((balance.Account, balance.Asset));
                break;
            case AccountChangedEvent { Account: var account }:
                state.Accounts[account.Account] = account;
                state.Dirty.Accounts.Add(account.Account);
                break;
            case PositionMarkedEvent e:
                OnOpen(state, e.Key, life => life with
                {
                    MarkPrice = e.MarkPrice,
                    LiquidationPrice = e.LiquidationPrice ?? life.LiquidationPrice,
                    Leverage = e.Leverage ?? life.Leverage,
                    UpdatedAt = Later(life.UpdatedAt, e.At),
                });
                break;
            case PositionQuarantinedEvent e:
                OnOpenOrLast(state, e.Key, life => life with
                {
                    QuarantineReason = e.Reason,
                    UpdatedAt = Later(life.UpdatedAt, e.At),
                });
                break;
            case PositionReleasedEvent e:
                On(state, e.Key, static life => life.QuarantineReason is not null, life => life with
                {
                    QuarantineReason = null,
                    UpdatedAt = Later(life.UpdatedAt, e.At),
                });
                break;
            case CashFlowRecordedEvent e:
                FundingShare.Take(state, e);
                break;
            case SessionStartedEvent e:
                state.Sessions.Start(e);
                break;
            case SessionStoppedEvent e:
                state.Sessions.Stop(e);
                break;
            case SessionCrashedEvent e:
                state.Sessions.Crash(e);
                break;
            case StrategyStateSavedEvent e:
                state.StrategyStates.Take(e);
                state.Dirty.StrategyStates.Add((e.Strategy, e.Part));
                break;
            case StatePurgedEvent e:
                LivePurge.Run(state, e);
                break;
            case StateFlushedEvent:
                state.Flush();
                break;
            default:
                break; // orders and books took theirs; notes of operators change no state
        }
    }

    private static void OnOpen(LiveState state, BookKey key, Func<PositionLife, PositionLife> change) =>
        On(state, key, static life => !life.IsClosed, change);

    /// <summary>A flat position is marked on its last life.</summary>
    private static void OnOpenOrLast(LiveState state, BookKey key, Func<PositionLife, PositionLife> change)
    {
        List<LiveLife> lives = state.Books.GetValueOrDefault(key)?.Lives ?? [];
        PositionLife? last = lives.Exists(static l => !l.Life.IsClosed) ? null
            : lives.Select(static l => l.Life).MaxBy(static l => l.ClosedAt);
        On(state, key, life => !life.IsClosed || ReferenceEquals(life, last), change);
    }

    private static void On(
        LiveState state, BookKey key, Func<PositionLife, bool> which, Func<PositionLife, PositionLife> change)
    {
        if (!state.Books.TryGetValue(key, out LiveBook? book))
        {
            return;
        }

        foreach (LiveLife live in book.Lives.Where(l => which(l.Life)))
        {
            live.Life = change(live.Life);
            state.Dirty.Add(live);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
