namespace PositionRecovery.Redis;

/// <summary>What a server's settings can lose, and whether that is put up with.</summary>
internal sealed class DurabilityRules
{
    private const int OldestMajor = 6;

    private const string AnchorOnly = " A lost tail shows only against an anchor kept outside the server.";

    private DurabilityRules(ServerSettings settings, bool acceptsLoss)
    {
        RefuseAlways(settings);
        if (Window(settings) is not { } window)
        {
            Durability = Kept(settings);
        }
        else if (acceptsLoss)
        {
            Durability = window.Loses;
            Warnings.Add($"{window.Setting}: {window.Loses}. AcceptLossWindow allows it." + AnchorOnly);
        }
        else
        {
            Durability = window.Loses;
            Refusals.Add($"{window.Setting}: {window.Loses}. {window.Cure}, or set AcceptLossWindow.");
        }

        WarnOfTheUnseen(settings);
    }

    /// <summary>Why the server is not used.</summary>
    internal List<string> Refusals { get; } = [];

    /// <summary>What an operator should know.</summary>
    internal List<string> Warnings { get; } = [];

    /// <summary>What survives what.</summary>
    internal string Durability { get; }

    internal static DurabilityRules Judge(ServerSettings settings, bool acceptsLoss) => new(settings, acceptsLoss);

    private void RefuseAlways(ServerSettings settings)
    {
        if (settings.Major is > 0 and < OldestMajor)
        {
            Refusals.Add($"redis_version is {settings.Version}: Redis {OldestMajor}.0 or later is needed.");
        }

        if (settings.IsReplica)
        {
            Refusals.Add("role is replica: connect to the master; a replica may be behind.");
        }

        if (settings.MaxMemory > 0 && settings.EvictionPolicy is { } policy && policy != "noeviction")
        {
            Refusals.Add(
                $"maxmemory-policy is {policy} and maxmemory is {settings.MaxMemory}: the server would drop stored "
                + "state when memory is short. Set maxmemory-policy to noeviction.");
        }
    }

    private static (string Setting, string Loses, string Cure)? Window(ServerSettings settings) =>
        settings switch
        {
            { HasAppendOnlyFile: false } when string.IsNullOrEmpty(settings.Save) && settings.WhyNoConfig is null =>
                ("appendonly is no and save is empty", "a restart of the server loses everything",
                "Set appendonly yes and appendfsync always"),
            { HasAppendOnlyFile: false } => (
                "appendonly is no", "a crash of the server loses everything since its last snapshot",
                "Set appendonly yes and appendfsync always"),
            { AppendFsync: "everysec" } => (
                "appendfsync is everysec", "a crash of the server loses about the last second of acknowledged commits",
                "Set appendfsync always"),
            { AppendFsync: not (null or "always") } => (
                $"appendfsync is {settings.AppendFsync}",
                "a crash of the server's machine loses whatever its system had not written yet, often 30 seconds",
                "Set appendfsync always"),
            { SkipsFsyncOnRewrite: true } => (
                "no-appendfsync-on-rewrite is yes",
                "a crash of the server's machine while a file is rewritten loses commits acknowledged meanwhile",
                "Set no-appendfsync-on-rewrite no"),
            _ => null,
        };

    private static string Kept(ServerSettings settings) =>
        settings is { HasAppendOnlyFile: not null, AppendFsync: not null }
            ? "survives a crash of the process, of the server and of its machine (appendonly yes, appendfsync always)"
            : "unverified: the server does not tell its appendonly and appendfsync settings";

    private void WarnOfTheUnseen(ServerSettings settings)
    {
        if (settings.WhyNoConfig is { } why)
        {
            Warnings.Add(
                $"Durability unverified: CONFIG GET is not to be had ({why}). See to it that appendonly is yes, "
                + "appendfsync is always and maxmemory-policy is noeviction." + AnchorOnly);
        }

        if (settings.Replicas > 0)
        {
            Warnings.Add(
                $"The server has {settings.Replicas} replica(s), which follow behind: a failover to one can lose the "
                + "last acknowledged commits." + AnchorOnly);
        }
    }
}
