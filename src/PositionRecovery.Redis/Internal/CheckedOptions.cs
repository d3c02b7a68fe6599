using StackExchange.Redis;

namespace PositionRecovery.Redis;

/// <summary>The options as they were when the store was made, all of them valid.</summary>
internal sealed class CheckedOptions
{
    private const int MaxPrefix = 64;

    private static readonly TimeSpan MaxTimeout = TimeSpan.FromMinutes(10);

    internal CheckedOptions(RedisStoreOptions options, bool connects)
    {
        ArgumentNullException.ThrowIfNull(options);
        var wrong = new List<string>();
        ConnectTimeout = Timeout(options.ConnectTimeout, nameof(options.ConnectTimeout), wrong);
        OperationTimeout = Timeout(options.OperationTimeout, nameof(options.OperationTimeout), wrong);
        AcceptLossWindow = options.AcceptLossWindow;
        KeyPrefix = Prefix(options.KeyPrefix, wrong);
        if (options.Database < 0)
        {
            wrong.Add($"Database is {options.Database}; it must be 0 or more.");
        }

        Client = connects ? Parsed(options.Configuration, wrong) : null;
        Database = options.Database ?? Client?.DefaultDatabase;
        if (wrong.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", wrong), nameof(options));
        }

        if (Client is not null)
        {
            Prepare(Client);
        }
    }

    internal string KeyPrefix { get; }

    internal int? Database { get; }

    internal TimeSpan ConnectTimeout { get; }

    internal TimeSpan OperationTimeout { get; }

    internal bool AcceptLossWindow { get; }

    /// <summary>What to connect with; <c>null</c> when somebody else connects.</summary>
    internal ConfigurationOptions? Client { get; }

    private void Prepare(ConfigurationOptions client)
    {
        // The store waits and tries again itself; a client that gives up at the start would never come back.
        client.AbortOnConnectFail = false;
        client.AllowAdmin = true;
        client.ConnectTimeout = (int)ConnectTimeout.TotalMilliseconds;
        client.SyncTimeout = (int)OperationTimeout.TotalMilliseconds;
        client.ClientName ??= "PositionRecovery";
    }

    private static ConfigurationOptions? Parsed(string configuration, List<string> wrong)
    {
        if (string.IsNullOrWhiteSpace(configuration))
        {
            wrong.Add("Configuration must not be empty.");
            return null;
        }

        try
        {
            ConfigurationOptions parsed = ConfigurationOptions.Parse(configuration);
            if (parsed.EndPoints.Count > 0)
            {
                return parsed;
            }

            wrong.Add("Configuration names no server.");
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            // Neither the text nor the error is repeated: there may be a password in either.
            wrong.Add("Configuration is none that StackExchange.Redis understands.");
        }

        return null;
    }

    private static string Prefix(string prefix, List<string> wrong)
    {
        if (prefix is null)
        {
            wrong.Add("KeyPrefix must not be null.");
        }
        else if (prefix.Length > MaxPrefix || prefix.Any(c => c is <= ' ' or >= '\u007F' or '{' or '}'))
        {
            wrong.Add(
                $"KeyPrefix must be at most {MaxPrefix} visible ASCII characters without braces.");
        }

        return prefix ?? string.Empty;
    }

    private static TimeSpan Timeout(TimeSpan value, string member, List<string> wrong)
    {
        if (value < TimeSpan.FromMilliseconds(1) || value > MaxTimeout)
        {
            wrong.Add($"{member} is {value}; it must be 1 millisecond to {MaxTimeout.TotalMinutes:0} minutes.");
        }

        return value;
    }
}
