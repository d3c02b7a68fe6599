namespace PositionRecovery.Binance;

/// <summary>The account itself: accountConfig and positionSide/dual of futures, account of spot.</summary>
internal static class AccountRows
{
    /// <summary>How positions are kept.</summary>
    internal static Page<AccountReport> Mode(ReadOnlyMemory<byte> body, Naming names) =>
        Rows.Read(body, names, 1, static (ref RowCursor row, Naming n) =>
        {
            bool? isDual = null;
            while (row.NextField())
            {
                if (row.Field.SequenceEqual("dualSidePosition"u8))
                {
                    isDual = row.Flag();
                }
            }

            if (isDual is null)
            {
                row.Blame(Faults.Missing("dualSidePosition"));
                return null;
            }

            return new AccountReport
            {
                Account = n.Account,
                Mode = isDual.Value ? PositionMode.Hedging : PositionMode.Netting,
            };
        });

    /// <summary>A spot account has no legs.</summary>
    internal static Page<AccountReport> Spot(ReadOnlyMemory<byte> body, Naming names) =>
        Rows.Read(body, names, 1, static (ref RowCursor row, Naming n) =>
        {
            string? id = null;
            while (row.NextField())
            {
                if (row.Field.SequenceEqual("uid"u8))
                {
                    id = row.Id();
                }
            }

            return new AccountReport { Account = n.Account, Identity = id, Mode = PositionMode.Netting };
        });

    /// <summary>What a spot account holds: the free and the locked part of each asset.</summary>
    internal static Page<BalanceReport> SpotBalances(ReadOnlyMemory<byte> body, Naming names)
    {
        var balances = new List<BalanceReport>();
        Page<AccountReport> account = Rows.Read(body, names, 1, (ref RowCursor row, Naming n) =>
        {
            bool isThere = false;
            while (row.NextField())
            {
                if (row.Field.SequenceEqual("balances"u8) && row.EnterList())
                {
                    isThere = true;
                    while (row.NextInner())
                    {
                        if (ReadBalance(ref row, n) is { } balance)
                        {
                            balances.Add(balance);
                        }
                    }
                }
            }

            if (!isThere)
            {
                row.Blame(Faults.Missing("balances"));
            }

            return (AccountReport?)null;
        });
        return new Page<BalanceReport>(balances, balances.Count, account.Fault);
    }

    private static BalanceReport? ReadBalance(ref RowCursor row, Naming names)
    {
        AssetId? asset = null;
        decimal? free = null;
        decimal? locked = null;
        while (row.NextField())
        {
            ReadOnlySpan<byte> name = row.Field;
            switch (name.Length)
            {
                case 4 when name.SequenceEqual("free"u8):
                    free = row.Amount();
                    break;
                case 5 when name.SequenceEqual("asset"u8):
                    asset = row.Asset(names);
                    break;
                case 6 when name.SequenceEqual("locked"u8):
                    locked = row.Amount();
                    break;
            }
        }

        if (asset is null || free is null || locked is null)
        {
            row.Blame(Faults.Missing(asset is null ? "asset" : free is null ? "free" : "locked"));
            return null;
        }

        try
        {
            return new BalanceReport
            {
                Account = names.Account,
                Asset = asset.Value,
                Total = decimal.Add(free.Value, locked.Value),
                Available = free,
            };
        }
        catch (Exception thrown) when (thrown is ArgumentException or OverflowException)
        {
            row.Blame(Faults.Of(thrown));
            return null;
        }
    }
}
