using System.Diagnostics;
using System.Text.Json;

namespace PositionRecovery.Exchange.Tests;

/// <summary>The client library ccxt, in a process of its own. NODE_PATH leads to it.</summary>
internal static class Ccxt
{
    public const string Reason = "node with the package ccxt (NODE_PATH) is missing: no other client was asked.";

    private static readonly Lazy<bool> Here = new(Find);

    public static bool IsHere => Here.Value;

    public static JsonElement Run(string scene, Uri address, ExchangeKey key)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "ccxt", "accept.mjs");
        (int exitCode, string output, string errors) =
            Start([script, scene, address.ToString(), key.Key, key.Secret]);
        Assert.True(exitCode == 0, errors);
        return JsonDocument.Parse(output).RootElement;
    }

    private static (int ExitCode, string Output, string Errors) Start(string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }

    private static bool Find()
    {
        try
        {
            return Start(["-e", "require.resolve('ccxt')"]).ExitCode == 0;
        }
        catch (Exception fault) when (fault is System.ComponentModel.Win32Exception or IOException)
        {
            return false;
        }
    }
}

/// <summary>Cases for which ccxt is needed: without it they are skipped aloud, and fail where CI is true.</summary>
internal sealed class CcxtTheoryAttribute : TheoryAttribute
{
    public CcxtTheoryAttribute()
    {
        if (!Ccxt.IsHere && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = Ccxt.Reason;
        }
    }
}
