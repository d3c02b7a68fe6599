using System.Globalization;
using System.Runtime.Versioning;

namespace PositionRecovery.Sqlite;

/// <summary>The file on disk: that it is where it should be, and nobody else's.</summary>
internal sealed class DatabaseFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private const UnixFileMode ReadableByOthers = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static long _made;

    internal DatabaseFile(SqliteStoreOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Path, "Path");
        if (options.Path == ":memory:" || options.Path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"Path is '{options.Path}'; it must be the path of a file.");
        }

        if (options is { MustExist: true, CreateDirectory: true })
        {
            throw new ArgumentException("MustExist and CreateDirectory contradict each other.");
        }

        FullPath = Path.GetFullPath(options.Path);
        Directory = Path.GetDirectoryName(FullPath) ?? throw new ArgumentException($"Path is '{options.Path}'.");
        MustExist = options.MustExist;
        CreatesDirectory = options.CreateDirectory;
    }

    internal string FullPath { get; }

    private string Directory { get; }

    private bool MustExist { get; }

    private bool CreatesDirectory { get; }

    internal bool Exists => File.Exists(FullPath);

    /// <summary>Makes the database when there is none, whole or not at all: it is built under another name first.
    /// </summary>
    /// <returns>Whether it was made now.</returns>
    internal bool CreateIfMissing(Action<string> build)
    {
        EnsureDirectory();
        if (Exists || IsLink(FullPath))
        {
            return false;
        }

        if (MustExist)
        {
            throw Missing();
        }

        string building = string.Create(
            CultureInfo.InvariantCulture,
            $"{FullPath}.new-{Environment.ProcessId}-{Interlocked.Increment(ref _made)}");
        try
        {
            CreateEmpty(building);
            build(building);
            return TryPlace(building);
        }
        finally
        {
            foreach (string suffix in (string[])["", "-wal", "-shm", "-journal"])
            {
                File.Delete(building + suffix);
            }
        }
    }

    /// <summary>That the file is there and may be trusted.</summary>
    /// <exception cref="StoreException">It is not.</exception>
    internal void Check()
    {
        if (IsLink(FullPath) || IsLink(FullPath + "-wal") || IsLink(FullPath + "-shm"))
        {
            throw new StoreException($"'{FullPath}', or its -wal or -shm file, is a symbolic link; links are not "
                + "followed. Name the file itself.");
        }

        if (!Exists)
        {
            throw Missing();
        }

        if (new FileInfo(FullPath).Length == 0)
        {
            throw new StoreException($"The database '{FullPath}' is empty: it lost its content, or is no database. "
                + "Restore it, or remove it to start from nothing.")
            { IsDamage = true };
        }

        if (!OperatingSystem.IsWindows())
        {
            CheckModes();
        }
    }

    /// <summary>What is allowed but should be known.</summary>
    internal IEnumerable<string> Warnings()
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(FullPath) & ReadableByOthers) != 0)
        {
            yield return $"'{FullPath}' can be read by others than its owner; 'chmod 600' closes it.";
        }
    }

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    private static void CreateEmpty(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        new FileStream(path, options).Dispose();
    }

    private void EnsureDirectory()
    {
        if (System.IO.Directory.Exists(Directory))
        {
            if (!OperatingSystem.IsWindows())
            {
                CheckDirectoryMode();
            }

            return;
        }

        if (!CreatesDirectory)
        {
            throw new StoreException($"There is no directory '{Directory}' for the database "
                + $"'{Path.GetFileName(FullPath)}'. Correct the path, make the directory, or set CreateDirectory.");
        }

        Create(new DirectoryInfo(Directory));
    }

    // One by one, since the parents made on the way would be open to others.
    private static void Create(DirectoryInfo directory)
    {
        if (directory.Exists)
        {
            return;
        }

        if (directory.Parent is { } parent)
        {
            Create(parent);
        }

        if (OperatingSystem.IsWindows())
        {
            directory.Create();
        }
        else
        {
            System.IO.Directory.CreateDirectory(directory.FullName, OwnerOnly | UnixFileMode.UserExecute);
            NativeMethods.FlushDirectory(directory.Parent!.FullName);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private void CheckModes()
    {
        CheckDirectoryMode();
        if ((File.GetUnixFileMode(FullPath) & WritableByOthers) != 0)
        {
            throw new StoreException(
                $"'{FullPath}' can be written by others than its owner. Close it with 'chmod 600'.");
        }
    }

    // Whoever may write to the directory can put another file in the place of this one.
    [UnsupportedOSPlatform("windows")]
    private void CheckDirectoryMode()
    {
        if ((File.GetUnixFileMode(Directory) & WritableByOthers) != 0)
        {
            throw new StoreException($"The directory '{Directory}' can be written by others than its owner, who could "
                + "exchange the database. Close it with 'chmod go-w', or use a directory of its own.");
        }
    }

    // A move would replace what another process put there since it was missed, and what it acknowledged since.
    private bool TryPlace(string built)
    {
        if (OperatingSystem.IsWindows())
        {
            return TryMove(built);
        }

        int error = NativeMethods.TryLink(built, FullPath);
        return error switch
        {
            0 => true,
            _ when Exists => false,     // another process was faster; its database is as good
            _ => throw new IOException($"it cannot be put in place (error {error})."),
        };
    }

    private bool TryMove(string built)
    {
        try
        {
            File.Move(built, FullPath, overwrite: false);
            return true;
        }
        catch (IOException) when (Exists)
        {
            return false;
        }
    }

    private StoreException Missing() =>
        new($"There is no database '{FullPath}'. If the engine ran before, the path is wrong or the file is lost.");
}
