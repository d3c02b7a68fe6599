using System.Security.Cryptography;
using System.Text;

namespace PositionRecovery.Simulation;

/// <summary>What happened, in order: its hash says whether two runs were the same.</summary>
internal sealed class WorldLog(TimeProvider clock, bool keepsText) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<string> _lines = [];

    internal IReadOnlyList<string> Lines => _lines;

    internal bool KeepsText => keepsText;

    /// <summary>For a reader only.</summary>
    internal void Tell(string line) => _lines.Add(line);

    internal void Note(FormattableString line)
    {
        string text = FormattableString.Invariant($"{clock.GetTimestamp() / TimeSpan.TicksPerMillisecond} {FormattableString.Invariant(line)}");
        _hash.AppendData(Encoding.UTF8.GetBytes(text));
        if (keepsText)
        {
            _lines.Add(text);
        }
    }

    internal void Note(string what, ReadOnlySpan<byte> bytes)
    {
        Note($"{what}");
        _hash.AppendData(bytes);
    }

    internal string Hash() => Convert.ToHexString(_hash.GetCurrentHash())[..32];

    public void Dispose() => _hash.Dispose();
}
