namespace PositionRecovery.Tests.Serialization;

/// <summary>The documents in the folder Golden: what a released version wrote, byte for byte. They change only when
/// the form does. With <c>UPDATE_GOLDEN=1</c> the tests write them anew; read the difference before committing it.
/// </summary>
internal static class GoldenFiles
{
    private const string Folder = "Serialization/Golden";

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, Folder, name));

    public static byte[] ReadOrUpdate(string name, byte[] written)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllBytes(Path.Combine(SourceFolder(), name), written);
            return written;
        }

        return Read(name);
    }

    private static string SourceFolder()
    {
        DirectoryInfo at = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "PositionRecovery.Tests.csproj")))
        {
            at = at.Parent ?? throw new InvalidOperationException("not inside of the source tree");
        }

        return Path.Combine(at.FullName, Folder);
    }
}
