namespace PositionRecovery.Tests.Serialization.Interop;

/// <summary>A test that needs another implementation. Where that is missing the test is reported as skipped; where
/// everything must run (<c>CI=true</c>) it fails.</summary>
internal sealed class PeerFactAttribute : FactAttribute
{
    public PeerFactAttribute(string peer)
    {
        Peer needed = peer == nameof(Peer.Python) ? Peer.Python : Peer.Node;
        if (!needed.IsHere && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = $"NOT PROVEN HERE: {needed.Name} is missing.";
        }
    }
}
