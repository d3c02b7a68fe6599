namespace PositionRecovery.Binance;

/// <summary>What a futures wallet holds, and the alias by which the venue tells accounts apart.</summary>
internal static class BalanceRows
{
    internal static Page<BalanceReport> Read(ReadOnlyMemory<byte> body, Naming names) =>
        Rows.Read(body, names, Rows.Many, static (ref RowCursor row, Naming n) => Read(ref row, n));

    /// <summary>The alias of the account, in a report without a mode; the first row has it.</summary>
    internal static Page<AccountReport> Alias(ReadOnlyMemory<byte> body, Naming names) =>
        Rows.Read(body, names, Rows.Many, static (ref RowCursor row, Naming n) =>
        {
            string? alias = null;
            while (row.NextField())
            {
                if (row.Field.SequenceEqual("accountAlias"u8))
                {
                    alias = row.Text();
                }
            }

            return alias is null ? null : new AccountReport { Account = n.Account, Identity = alias };
        });

    private static BalanceReport? Read(ref RowCursor row, Naming names)
    {
        AssetId? asset = null;
        decimal? total = null;
        decimal? available = null;
        while (row.NextField())
        {
            ReadOnlySpan<byte> name = row.Field;
            switch (name.Length)
            {
                case 5 when name.SequenceEqual("asset"u8):
                    asset = row.Asset(names);
                    break;
                case 7 when name.SequenceEqual("balance"u8):
                    total = row.Amount();
                    break;
                case 16 when name.SequenceEqual("availableBalance"u8):
                    available = row.Amount();
                    break;
            }
        }

        if (asset is null || total is null)
        {
            row.Blame(Faults.Missing(asset is null ? "asset" : "balance"));
        }

        return row.Fault is not null ? null : new BalanceReport
        {
            Account = names.Account,
            Asset = asset!.Value,
            Total = total!.Value,
            Available = available,
        };
    }
}
