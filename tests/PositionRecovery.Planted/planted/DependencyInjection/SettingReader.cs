using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace PositionRecovery;

/// <summary>Reads the settings of an adapter's section. All that is wrong is one error; keys that nobody took are
/// warned about.</summary>
/// <remarks>Adapters compile this file, too.</remarks>
internal sealed class SettingReader(IConfigurationSection section)
{
    private static readonly Action<ILogger, string, Exception?> Unused = LoggerMessage.Define<string>(
        LogLevel.Warning, new EventId(405, "KeyUnused"), "Configuration: {Key} is not known and does nothing.");

    private readonly Dictionary<string, IConfigurationSection> _settings =
        section.GetChildren().ToDictionary(static c => c.Key, StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _problems = [];

    /// <summary>One value.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="form">What it must be.</param>
    /// <param name="otherwise">What counts when the key is not there.</param>
    internal T Take<T>(string key, SettingForm<T> form, T otherwise)
    {
        _taken.Add(key);
        if (!_settings.TryGetValue(key, out IConfigurationSection? setting))
        {
            return otherwise;
        }

        if (setting.Value is { } text && form.Parse(text) is { IsRead: true } read)
        {
            return read.Value;
        }

        string value = setting.Value is null ? "null" : $"'{setting.Value}'";
        _problems.Add($"{section.Path}:{key} is {value}; it must be {form.Rule}.");
        return otherwise;
    }

    /// <summary>One value that may be empty or null.</summary>
    internal T? TakeOptional<T>(string key, SettingForm<T> form, T? otherwise)
        where T : struct
    {
        if (_settings.TryGetValue(key, out IConfigurationSection? setting) && string.IsNullOrEmpty(setting.Value))
        {
            _taken.Add(key);
            return null;
        }

        return _settings.ContainsKey(key) ? Take(key, form, default) : otherwise;
    }

    /// <summary>One text that must be there.</summary>
    internal string Need(string key, string what)
    {
        string value = Take(key, SettingForm.Text, string.Empty);
        if (value.Length == 0 && !_settings.ContainsKey(key))
        {
            _problems.Add($"{section.Path}:{key} is missing; it must be {what}.");
        }

        return value;
    }

    /// <summary>Ends the reading.</summary>
    /// <param name="log">Where keys are named that nobody took.</param>
    /// <exception cref="ArgumentException">Something is wrong; the message names each.</exception>
    internal void End(ILogger log)
    {
        foreach (string key in _settings.Keys.Where(k => !_taken.Contains(k)))
        {
            Unused(log, $"{section.Path}:{key}", null);
        }

        if (_problems.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", _problems));
        }
    }
}
