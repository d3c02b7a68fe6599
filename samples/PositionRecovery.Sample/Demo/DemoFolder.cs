namespace PositionRecovery.Sample;

/// <summary>Where the demo keeps its files. It is gone afterwards, unless it is to be kept.</summary>
internal sealed class DemoFolder : IDisposable
{
    private readonly DirectoryInfo _own = Directory.CreateTempSubdirectory("position-recovery-");

    /// <param name="keep">The folder for files that are to stay; <c>null</c> for none.</param>
    /// <exception cref="RefusalException">It cannot be made, or holds a database already.</exception>
    public DemoFolder(string? keep)
    {
        Kept = keep;
        string folder = keep ?? _own.FullName;
        Database = Path.Combine(folder, "sample.db");
        Incident = Path.Combine(folder, "incident.json");
        try
        {
            Directory.CreateDirectory(folder);
            if (File.Exists(Database))
            {
                throw new IOException("it is there already.");
            }
        }
        catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException)
        {
            _own.Delete(recursive: true);
            throw new RefusalException(ExitCode.CannotCreate, $"{Database} cannot be made: {cannot.Message}");
        }
    }

    /// <summary>The folder that stays.</summary>
    public string? Kept { get; }

    public string Database { get; }

    public string Incident { get; }

    public void Dispose() => _own.Delete(recursive: true);
}
