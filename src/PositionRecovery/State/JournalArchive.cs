using System.Globalization;
using System.Text.Json;

namespace PositionRecovery;

/// <summary>Copies the journal of a trader to a file: one JSON object a line, with sequence, hash and payload (Base64).
/// The file is whole or it is not there.</summary>
internal static class JournalArchive
{
    internal static async Task<string> WriteAsync(StateSetup setup, long sequence, CancellationToken cancellationToken)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"journal-{FileName(setup.Trader)}-{sequence}.jsonl");
        string path = Path.Combine(setup.Options.FlushArchiveDirectory!, name);
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
