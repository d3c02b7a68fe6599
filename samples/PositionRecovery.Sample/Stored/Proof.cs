namespace PositionRecovery.Sample;

/// <summary>What proving a trader's state found.</summary>
/// <param name="File">What is wrong with the file; <c>null</c> for a server, which has none.</param>
/// <param name="State">What is wrong with journal and rows.</param>
internal sealed record Proof(IReadOnlyList<string>? File, StateVerification State)
{
    public bool IsIntact => State.IsIntact && (File is null || File.Count == 0);
}
