using System.Globalization;
using System.Text.Json;

namespace PositionRecovery;

/// <summary>Copies the journal of a trader to a file: one JSON object a line, with sequence, hash and payload (Base64).
/// The file is whole or it is not there.</summary>
internal static class JournalArchive
{
    /// <exception cref="StoreException">The file could not be written, or the journal not be read.</exception>
    internal static async Task<string> WriteAsync(StateSetup setup, long sequence, CancellationToken cancellationToken)
    {
        try
        {
            return await CopyAsync(setup, sequence, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                $"The journal of trader '{setup.Trader}' could not be archived, so nothing was flushed: "
                + failed.Message,
                isTransient: false,
                failed);
        }
    }

    private static async Task<string> CopyAsync(
        StateSetup setup, long sequence, CancellationToken cancellationToken)
    {
        string path = FreePath(setup, sequence);
        string temporary = path + ".tmp";
        FileStream file = Create(temporary);
        await using (file.ConfigureAwait(false))
        {
            var range = new JournalRange { To = sequence };
            await foreach (JournalRecord record in setup.Store
                .ReadJournalAsync(setup.Trader, range, cancellationToken).ConfigureAwait(false))
            {
                using (var line = new Utf8JsonWriter(file))
                {
                    line.WriteStartObject();
                    line.WriteNumber("sequence", record.Sequence);
                    line.WriteString("hash", Convert.ToHexString(record.Hash.Span));
                    line.WriteBase64String("payload", record.Payload.Span);
                    line.WriteEndObject();
                }

                file.WriteByte((byte)'\n');
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: false);
        return path;
    }

    /// <summary>What an earlier start archived, and then died before it flushed, stays as it is.</summary>
    private static string FreePath(StateSetup setup, long sequence)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"journal-{FileName(setup.Trader)}-{sequence}");
        string stem = Path.Combine(setup.Options.FlushArchiveDirectory!, name);
        string path = stem + ".jsonl";
        for (int copy = 2; File.Exists(path); copy++)
        {
            path = string.Create(CultureInfo.InvariantCulture, $"{stem}-{copy}.jsonl");
        }

        return path;
    }

    private static string FileName(TraderId trader) =>
        string.Concat(trader.Value.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_'));

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
