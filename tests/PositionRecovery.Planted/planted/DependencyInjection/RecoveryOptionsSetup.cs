using Microsoft.Extensions.Options;

namespace PositionRecovery;

/// <summary>Reads the options of a host from its section, and says all that is wrong with them in one error.</summary>
internal sealed class RecoveryOptionsSetup(HostParts parts)
    : IConfigureOptions<RecoveryOptions>, IValidateOptions<RecoveryOptions>
{
    /// <inheritdoc/>
    public void Configure(RecoveryOptions options) => Read(options);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RecoveryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> wrong = [.. Read(new RecoveryOptions()).Problems];
        if (options.TraderId is null)
        {
            wrong.Add($"{At("TraderId")} is missing; it must name the trader.");
        }

        wrong.AddRange(RecoveryValidation.Problems(options).Select(Located));
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    /// <summary>The keys that do nothing.</summary>
    internal IReadOnlyList<string> Unused() => Read(new RecoveryOptions()).Unused;

    private (IReadOnlyList<string> Problems, IReadOnlyList<string> Unused) Read(RecoveryOptions options) =>
        parts.Section is { } section ? RecoveryOptionsReader.Read(section, parts.Adapters, options) : ([], []);

    private string At(string key) => parts.Section is { } section ? $"{section.Path}:{key}" : key;

    /// <summary>A problem that begins with a member, told by the key of that member.</summary>
    private string Located(string problem)
    {
        int end = problem.IndexOf(' ', StringComparison.Ordinal);
        string key = problem[..end].Replace('.', ':');
        return parts.Section is not { } section ? problem
            : OptionKeys.ByName.ContainsKey(key) ? $"{section.Path}:{key}{problem[end..]}"
            : $"{section.Path}: {problem}";
    }
}
