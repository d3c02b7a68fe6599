using System.Text;

namespace PositionRecovery.Simulation;

/// <summary>Secrets that must turn up nowhere.</summary>
internal static class Canaries
{
    internal static readonly byte[] JournalKey = Encoding.ASCII.GetBytes("canary-7f3a91c2-journal-key-0451");

    /// <summary>Forms in which a secret might leak, short enough to find pieces of it.</summary>
    internal static readonly IReadOnlyList<string> Forms =
    [
        "canary-7", Convert.ToBase64String(JournalKey)[..11], Convert.ToHexString(JournalKey)[..16],
        Convert.ToHexStringLower(JournalKey)[..16],
    ];
}
