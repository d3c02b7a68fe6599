namespace PositionRecovery.Tidy.Tests.PublicApi;

/// <summary>Compares a printed text with the approved file; a difference is written beside it.</summary>
internal static class Approval
{
    private const int ShownDifferences = 30;

    public static void Check(string approvedPath, string received)
    {
        string receivedPath = Path.ChangeExtension(approvedPath, ".received.txt");
        string approved = File.Exists(approvedPath) ? File.ReadAllText(approvedPath).ReplaceLineEndings("\n") : "";
        if (approved != received && Environment.GetEnvironmentVariable("APPROVE_API") == "1")
        {
            File.WriteAllText(approvedPath, received);
            approved = received;
        }

        if (approved == received)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        Assert.Fail($"""
            The public API differs from {Path.GetFileName(approvedPath)} (- approved, + received):
            {string.Join('\n', Differences(approved, received))}
            If that is meant, copy {Path.GetFileName(receivedPath)} over it, or run the tests once with APPROVE_API=1.
            """);
    }

    /// <summary>Lines that only one side has, each with the type it stands in.</summary>
    public static IReadOnlyList<string> Differences(string approved, string received)
    {
        string[] before = [.. Qualified(approved)];
        string[] after = [.. Qualified(received)];
        string[] all =
        [
            .. before.Except(after).Select(line => "- " + line),
            .. after.Except(before).Select(line => "+ " + line),
        ];
        return all.Length <= ShownDifferences
            ? all
            : [.. all.Take(ShownDifferences), $"… and {all.Length - ShownDifferences} more"];
    }

    private static IEnumerable<string> Qualified(string text)
    {
        string type = "";
        foreach (string line in text.Split('\n').Where(line => line is not ("" or "{" or "}")))
        {
            bool isMember = line.StartsWith(' ');
            type = isMember ? type : line;
            yield return isMember ? $"{type}: {line.Trim()}" : line;
        }
    }
}
