namespace PositionRecovery;

/// <summary>One key of the section: where it is, what it may be, and which member of the options it is.</summary>
internal sealed class OptionKey
{
    private readonly Func<string?, RecoveryOptions, bool> _trySet;
    private readonly Action<RecoveryOptions, RecoveryOptions> _copy;

    private OptionKey(
        string name,
        string rule,
        Func<RecoveryOptions, object?> get,
        Action<RecoveryOptions, RecoveryOptions> copy,
        Func<string?, RecoveryOptions, bool> trySet)
    {
        (Name, Rule, Get) = (name, rule, get);
        (_copy, _trySet) = (copy, trySet);
    }

    /// <summary>The path below the section, its parts parted by colons.</summary>
    internal string Name { get; }

    /// <summary>What the value must be, after "it must be".</summary>
    internal string Rule { get; }

    internal Func<RecoveryOptions, object?> Get { get; }

    internal static OptionKey Of<T>(
        string name, SettingForm<T> form, Func<RecoveryOptions, T> get, Action<RecoveryOptions, T> set) =>
        new(name, form.Rule, o => get(o), (from, to) => set(to, get(from)), (text, options) =>
        {
            if (text is null || form.Parse(text) is not { IsRead: true } read)
            {
                return false;
            }

            set(options, read.Value);
            return true;
        });

    /// <summary>A key whose value may be empty or null.</summary>
    internal static OptionKey OfNullable<T>(
        string name, SettingForm<T> form, string empty, Func<RecoveryOptions, T?> get, Action<RecoveryOptions, T?> set)
        where T : struct =>
        new(name, $"{form.Rule}, or empty for {empty}", o => get(o), (from, to) => set(to, get(from)), (text,
            options) =>
        {
            if (!string.IsNullOrEmpty(text) && !form.Parse(text).IsRead)
            {
                return false;
            }

            set(options, string.IsNullOrEmpty(text) ? null : form.Parse(text).Value);
            return true;
        });

    /// <summary>A text that may be empty or null.</summary>
    internal static OptionKey OfText(
        string name, Func<RecoveryOptions, string?> get, Action<RecoveryOptions, string?> set) =>
        new(name, "a text, or empty for none", get, (from, to) => set(to, get(from)), (text, options) =>
        {
            set(options, string.IsNullOrEmpty(text) ? null : text);
            return true;
        });

    /// <summary>A secret, or empty for none.</summary>
    internal static OptionKey OfSecret(
        string name, Func<RecoveryOptions, Secret?> get, Action<RecoveryOptions, Secret?> set) =>
        new(name, "a secret, or empty for none", get, (from, to) => set(to, get(from)), (text, options) =>
        {
            set(options, string.IsNullOrEmpty(text) ? null : Secret.FromText(text));
            return true;
        });

    internal void Copy(RecoveryOptions from, RecoveryOptions to) => _copy(from, to);

    /// <summary>Sets the member.</summary>
    /// <returns>Whether the text is what it must be; the member stays as it was otherwise.</returns>
    internal bool TrySet(string? text, RecoveryOptions options) => _trySet(text, options);
}
