using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using SQLitePCL;

namespace PositionRecovery.Sqlite;

/// <summary>What the managed wrapper of SQLite and the framework leave out.</summary>
internal static class NativeMethods
{
    private const int HasMovedOperation = 20;

    private static readonly byte[] Main = [.. "main\0"u8];

    /// <summary>Whether the main file is not any more the one under its name.</summary>
    internal static int HasMoved(sqlite3 handle, out bool hasMoved)
    {
        int code = FileControl(handle.DangerousGetHandle(), Main, HasMovedOperation, out int answer);
        GC.KeepAlive(handle);
        // Where the file system cannot tell, SQLite does not know the operation.
        hasMoved = code == raw.SQLITE_OK && answer != 0;
        return code == raw.SQLITE_NOTFOUND ? raw.SQLITE_OK : code;
    }

    /// <summary>Gives a file a second name, unless that is taken: the one way to put a file in place that never puts it
    /// over another.</summary>
    /// <returns>0, or what kept it from doing so.</returns>
    [UnsupportedOSPlatform("windows")]
    internal static int TryLink(string path, string name) =>
        Link(Text(path), Text(name)) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Flushes the names in a directory to the disk, where that can be done.</summary>
    [UnsupportedOSPlatform("windows")]
    internal static void FlushDirectory(string path)
    {
        int descriptor = Open(Text(path), flags: 0);
        if (descriptor >= 0)
        {
            _ = Flush(descriptor);
            _ = Close(descriptor);
        }
    }

    private static byte[] Text(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    [DllImport("libc", EntryPoint = "link", ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] path, byte[] name);

    [DllImport("libc", EntryPoint = "open", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "close", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int FileControl(nint database, byte[] name, int operation, out int answer);
}
