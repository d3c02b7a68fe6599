using System.Diagnostics;
using System.Text;

namespace PositionRecovery.Tests.Serialization.Interop;

/// <summary>Another implementation of MessagePack, in a process of its own.</summary>
internal sealed class Peer
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly string[] _programs;
    private readonly string _script;
    private readonly string[] _probe;
    private readonly Lazy<string?> _program;

    private Peer(string name, string[] programs, string[] probe, string script)
    {
        Name = name;
        _programs = programs;
        _probe = probe;
        _script = Path.Combine(AppContext.BaseDirectory, "Serialization", "Interop", script);
        _program = new Lazy<string?>(Find);
    }

    public static Peer Python { get; } = new(
        "python3 with the package msgpack", ["/usr/bin/python3", "python3"], ["-c", "import msgpack"], "peer.py");

    public static Peer Node { get; } = new(
        "node with the package @msgpack/msgpack (NODE_PATH)", ["node"], ["-e", "require('@msgpack/msgpack')"], "peer.cjs");

    public string Name { get; }

    public bool IsHere => _program.Value is not null;

    /// <summary>What it answers to each line.</summary>
    public string[] Ask(string command, IReadOnlyCollection<string> lines)
    {
        Assert.True(IsHere, $"{Name} is missing: nothing was proven.");
        (int exitCode, string answers, string errors) =
            Run(_program.Value!, [_script, command], string.Concat(lines.Select(static l => l + "\n")));
        Assert.True(exitCode == 0, errors);
        string[] answered = answers.Split('\n')[..^1];
        Assert.Equal(lines.Count, answered.Length);
        return answered;
    }

    private static (int ExitCode, string Output, string Errors) Run(string program, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }

    private string? Find() => _programs.FirstOrDefault(program =>
    {
        try
        {
            return Run(program, _probe, string.Empty).ExitCode == 0;
        }
        catch (Exception fault) when (fault is System.ComponentModel.Win32Exception or IOException)
        {
            return false;
        }
    });
}
