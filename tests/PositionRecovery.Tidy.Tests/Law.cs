namespace PositionRecovery.Tidy.Tests;

/// <summary>Fails with every violation at once, so that one run shows all there is to mend.</summary>
internal static class Law
{
    public static void Holds(string law, IEnumerable<string> violations)
    {
        string[] found = [.. violations];
        Assert.True(found.Length == 0, law + Environment.NewLine + string.Join(Environment.NewLine, found));
    }
}
