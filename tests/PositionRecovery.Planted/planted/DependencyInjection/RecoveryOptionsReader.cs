using Microsoft.Extensions.Configuration;

namespace PositionRecovery;

/// <summary>Reads options from a section, without reflection: key by key, by <see cref="OptionKeys"/>.</summary>
internal sealed class RecoveryOptionsReader
{
    private readonly IConfigurationSection _section;
    private readonly IReadOnlyCollection<string> _adapters;
    private readonly RecoveryOptions _options;
    private readonly List<string> _problems = [];
    private readonly List<string> _unused = [];

    private RecoveryOptionsReader(
        IConfigurationSection section, IReadOnlyCollection<string> adapters, RecoveryOptions options)
    {
        _section = section;
        _adapters = adapters;
        _options = options;
    }

    /// <summary>Sets what the section names: first the preset, where it names one, then the other keys. What cannot be
    /// read stays as it was.</summary>
    /// <param name="section">The section.</param>
    /// <param name="adapters">Sections below it that adapters read themselves.</param>
    /// <param name="options">Where to.</param>
    /// <returns>Each value that is not what it must be, and each key that does nothing.</returns>
    internal static (IReadOnlyList<string> Problems, IReadOnlyList<string> Unused) Read(
        IConfigurationSection section, IReadOnlyCollection<string> adapters, RecoveryOptions options)
    {
        var reader = new RecoveryOptionsReader(section, adapters, options);
        IConfigurationSection[] children = [.. section.GetChildren()];
        foreach (IConfigurationSection preset in children.Where(IsPreset))
        {
            reader.Take(preset.Value);
        }

        foreach (IConfigurationSection child in children.Where(static c => !IsPreset(c)))
        {
            reader.Read(child, child.Key);
        }

        return (reader._problems, reader._unused);
    }

    private static bool IsPreset(IConfigurationSection child) =>
        string.Equals(child.Key, OptionKeys.Preset, StringComparison.OrdinalIgnoreCase);

    private void Take(string? name)
    {
        if (name is null || !OptionKeys.Presets.TryGetValue(name, out Func<RecoveryOptions>? make))
        {
            Complain(OptionKeys.Preset, name, "one of " + string.Join(", ", OptionKeys.Presets.Keys));
            return;
        }

        // Only what the preset says: the rest may have been set in code before.
        RecoveryOptions preset = make();
        var plain = new RecoveryOptions();
        foreach (OptionKey key in OptionKeys.All.Where(k => !Equals(k.Get(preset), k.Get(plain))))
        {
            key.Copy(preset, _options);
        }
    }

    private void Read(IConfigurationSection setting, string name)
    {
        if (OptionKeys.ByName.TryGetValue(name, out OptionKey? key))
        {
            ReadKey(setting, key);
        }
        else if (OptionKeys.Lists.ContainsKey(name))
        {
            ReadList(setting, name);
        }
        else if (OptionKeys.Elsewhere.TryGetValue(name, out string? instead))
        {
            _unused.Add($"{_section.Path}:{name} does nothing; set {_section.Path}:{instead}.");
        }
        else if (setting.GetChildren().Any() && OptionKeys.IsGroup(name))
        {
            foreach (IConfigurationSection child in setting.GetChildren())
            {
                Read(child, $"{name}:{child.Key}");
            }
        }
        else if (!_adapters.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            _unused.Add($"{_section.Path}:{name} is not known and does nothing.");
        }
    }

    private void ReadKey(IConfigurationSection setting, OptionKey key)
    {
        if (setting.Value is null && setting.GetChildren().Any())
        {
            _problems.Add($"{_section.Path}:{key.Name} has keys below it; it must be {key.Rule}.");
        }
        else if (!key.TrySet(setting.Value, _options))
        {
            Complain(key.Name, setting.Value, key.Rule);
        }
    }

    private void ReadList(IConfigurationSection setting, string name)
    {
        (string rule, Action<RecoveryOptions, string, string> add) = OptionKeys.Lists[name];
        if (!string.IsNullOrEmpty(setting.Value))
        {
            Complain(name, setting.Value, $"a list, each element {rule}");
        }

        foreach (IConfigurationSection element in setting.GetChildren())
        {
            try
            {
                add(_options, element.Key, element.Value ?? string.Empty);
            }
            catch (Exception wrong) when (wrong is ArgumentException or FormatException)
            {
                Complain($"{name}:{element.Key}", element.Value, rule);
            }
        }
    }

    private void Complain(string name, string? value, string rule) =>
        _problems.Add($"{_section.Path}:{name} is {(value is null ? "null" : $"'{value}'")}; it must be {rule}.");
}
