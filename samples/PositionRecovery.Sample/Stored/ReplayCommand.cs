using System.Text;
using Spectre.Console;

namespace PositionRecovery.Sample;

/// <summary>Rebuilds the state as it was, from the journal alone.</summary>
internal static class ReplayCommand
{
    public static async Task<int> RunAsync(
        StoredTrader trader,
        DateTimeOffset? moment,
        long? sequence,
        string form,
        string? save,
        TextWriter output,
        CancellationToken cancellationToken)
    {
        await using IPositionStore store = trader.Address.Existing();
        StoredPicture now = await trader.LoadAsync(store, cancellationToken);
        if (sequence > now.Sequence)
        {
            throw new BadUsageException($"--to-sequence: the journal ends at entry {now.Sequence}.");
        }

        StateReader reader = trader.Reader(store);
        TraderState state = moment is { } time
            ? await reader.ReplayAsync(time, cancellationToken)
            : await reader.ReplayAsync(sequence ?? now.Sequence, cancellationToken);
        if (save is not null)
        {
            Save(save, SnapshotJson.Write(state.Snapshot));
        }

        if (form == Forms.Json)
        {
            output.Write(Encoding.UTF8.GetString(SnapshotJson.Write(state)));
            return ExitCode.Intact;
        }

        Screen.Show(output, screen =>
        {
            long at = state.Snapshot.Sequence;
            Page.Text(screen, $"Trader {trader.Id} in {trader.Address.Name}, replayed to entry {at} of {now.Sequence}"
                + (at == 0 ? ": nothing had happened yet" : string.Empty));
            StoredView.Show(screen, state, form);
            if (save is not null)
            {
                screen.WriteLine();
                Page.Text(screen, $"Saved as {save}, for 'reconcile --cached'.");
            }
        });
        return ExitCode.Intact;
    }

    /// <summary>Never over a file that exists: it could be the database.</summary>
    private static void Save(string path, byte[] content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using var file = new FileStream(path, options);
            file.Write(content);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new RefusalException(ExitCode.CannotCreate, $"--save: {refused.Message}");
        }
    }
}
