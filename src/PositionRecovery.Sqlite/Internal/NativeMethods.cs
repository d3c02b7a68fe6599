using System.Runtime.InteropServices;
using SQLitePCL;

namespace PositionRecovery.Sqlite;

/// <summary>What the managed wrapper of SQLite leaves out.</summary>
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

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int FileControl(nint database, byte[] name, int operation, out int answer);
}
