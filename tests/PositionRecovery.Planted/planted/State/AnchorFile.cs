using System.Text;

namespace PositionRecovery;

/// <summary>A small local file with the head of the journal, kept apart from the store: a store that lost its tail, or
/// was put back to an older state, is found out by it. Written in place after every commit; its line is padded to one
/// length, so that a torn write shows.</summary>
internal sealed class AnchorFile : IDisposable
{
    private const int LineLength = 512;

    private FileStream? _file;

    internal AnchorFile(string path) => Path = path;

    internal string Path { get; }

    /// <returns>The anchor; <c>null</c> when none was written yet: there is no file, or its maker died before it wrote
    /// to it.</returns>
    /// <exception cref="StoreException">The file is there and cannot be read or understood.</exception>
    internal JournalAnchor? Read()
    {
        try
        {
            string text = File.Exists(Path) ? File.ReadAllText(Path, Encoding.UTF8) : string.Empty;
            text = text.Trim(' ', '\n', '\0');
            return text.Length == 0 ? null : Parse(text);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The anchor at {Path} cannot be read: {failed.Message}", false, failed);
        }
    }

    private JournalAnchor Parse(string text)
    {
        try
        {
            return JournalAnchor.Parse(text);
        }
        catch (FormatException damage)
        {
            throw new StoreException(
                $"The anchor at {Path} is damaged. Verify the journal, then delete the anchor.", damage);
        }
    }

    internal void Write(JournalAnchor anchor)
    {
        string line = anchor.ToString();
        byte[] bytes = new byte[Math.Max(LineLength, Encoding.UTF8.GetByteCount(line) + 1)];
        bytes.AsSpan().Fill((byte)' ');
        Encoding.UTF8.GetBytes(line, bytes);
        bytes[^1] = (byte)'\n';
        _file ??= new FileStream(Path, Options());
        _file.Position = 0;
        _file.Write(bytes);
        _file.SetLength(bytes.Length);
        _file.Flush();
    }

    public void Dispose() => _file?.Dispose();

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
