namespace PositionRecovery.Sample;

/// <summary>Proves what is stored, and says what is wrong with it.</summary>
internal static class VerifyCommand
{
    public static async Task<int> RunAsync(
        StateReader reader, string? anchorPath, TextWriter output, CancellationToken cancellationToken)
    {
        JournalAnchor? anchor = anchorPath is null ? null : ReadAnchor(anchorPath);
        StateVerification found = await reader.VerifyAsync(anchor, cancellationToken);
        await output.WriteLineAsync(found.Journal.Explanation);
        foreach (QuarantinedRow row in found.Quarantined)
        {
            await output.WriteLineAsync($"The {Words.Of(row.Kind)} '{Words.Plain(row.Key)}': {Words.Plain(row.Reason)}.");
        }

        foreach (string difference in found.Differences)
        {
            await output.WriteLineAsync(Words.Plain(difference));
        }

        await output.WriteLineAsync(found.IsIntact
            ? "Intact: the stored state is what the journal says."
            : "NOT INTACT.");
        return found.IsIntact ? ExitCode.InSync : ExitCode.Damaged;
    }

    private static JournalAnchor ReadAnchor(string path)
    {
        try
        {
            return StateReader.ReadAnchor(path)
                ?? throw new BadUsageException($"--anchor: there is no file '{path}'.");
        }
        catch (StoreException damaged)
        {
            throw new BadDataException(damaged.Message, damaged);
        }
    }
}
