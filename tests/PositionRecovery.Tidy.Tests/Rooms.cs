using System.Text.RegularExpressions;

namespace PositionRecovery.Tidy.Tests;

/// <summary>
/// Which room (folder of the core) may use which. The namespace is one, so the walls are read from paths: a room owns
/// the types its files declare, and uses the rooms whose types its files name.
/// </summary>
internal static partial class Rooms
{
    public const string Core = "src/PositionRecovery/";

    /// <summary>A new room gets a line here. Every room may use itself.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> MayUse = new Dictionary<string, string[]>
    {
        ["Model"] = [],
        ["Venue"] = ["Model"],
        ["Journal"] = ["Model", "Venue", "Stores"],
        ["Reconciliation"] = ["Model", "Venue", "Journal"],
        ["Stores"] = ["Model"],
        ["(top)"] = ["Model", "Stores"],
        ["Serialization"] = ["Model", "Venue", "Journal", "Reconciliation", "Stores"],
        ["State"] = ["Model", "Venue", "Journal", "Reconciliation", "Serialization", "Stores", "Diagnostics", "(top)"],
        ["Diagnostics"] = ["Stores", "Journal"],
        ["Ports"] = ["Model", "Venue"],
        ["Strategies"] =
            ["Model", "Venue", "Journal", "Reconciliation", "Stores", "State", "Diagnostics", "Ports"],
        ["Recovery"] =
        [
            "Model", "Venue", "Journal", "Reconciliation", "Serialization", "Stores", "State", "Diagnostics", "Ports",
            "Strategies", "Continuous", "(top)",
        ],
        ["Continuous"] = ["Model", "Venue", "Reconciliation", "Stores", "State", "Diagnostics"],
        ["DependencyInjection"] =
        [
            "Model", "Venue", "Journal", "Reconciliation", "Serialization", "Stores", "State", "Diagnostics", "Ports",
            "Strategies", "Recovery", "Continuous", "(top)",
        ],
    };

    /// <summary>The ports lie at the top, where they are found; each belongs to the room whose types it speaks.
    /// </summary>
    private static readonly IReadOnlyDictionary<string, string> Ports = new Dictionary<string, string>
    {
        ["IPositionStore.cs"] = "Stores",
        ["IVenueReportProvider.cs"] = "Ports",
        ["IOrderGateway.cs"] = "Ports",
        ["IHistoricalDataProvider.cs"] = "Ports",
        ["VenuePorts.cs"] = "Ports",
        ["IRecoverableStrategy.cs"] = "Strategies",
    };

    /// <summary>Rooms of values and decisions: no floating point, no waiting, no clock, no logger.</summary>
    public static readonly IReadOnlyList<string> Pure = ["Model", "Venue", "Journal", "Reconciliation"];

    // After one of these comes a type or an expression, never a name being declared.
    private static readonly HashSet<string> NotATypeName = new(StringComparer.Ordinal)
    {
        "abstract", "and", "as", "async", "await", "case", "const", "else", "event", "explicit", "implicit", "in",
        "internal", "is", "new", "not", "operator", "or", "out", "override", "params", "partial", "private",
        "protected", "public", "readonly", "ref", "required", "return", "scoped", "sealed", "static", "this", "throw",
        "using", "virtual", "when", "where", "yield",
    };

    public static string RoomOf(string path)
    {
        string inside = path[Core.Length..];
        int slash = inside.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? Ports.GetValueOrDefault(inside, "(top)") : inside[..slash];
    }

    /// <summary>Every place where a file names a type of a room that its own room may not use.</summary>
    public static IEnumerable<string> Violations(IReadOnlyCollection<(string Path, string Code)> files)
    {
        Dictionary<string, HashSet<string>> owners = Owners(files);
        foreach ((string path, string code) in files)
        {
            string room = RoomOf(path);
            if (!MayUse.TryGetValue(room, out string[]? allowed))
            {
                yield return $"{path}: room '{room}' is not in Rooms.MayUse; add a line saying what it may use.";
                continue;
            }

            foreach (string name in UsedNames(code, owners).Order(StringComparer.Ordinal))
            {
                if (!owners[name].Contains(room) && !owners[name].Overlaps(allowed))
                {
                    yield return $"{path}: {room} may not use {name} of {string.Join(" or ", owners[name])}.";
                }
            }
        }
    }

    private static Dictionary<string, HashSet<string>> Owners(IEnumerable<(string Path, string Code)> files)
    {
        var owners = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach ((string path, string code) in files)
        {
            foreach ((string name, _) in Declarations.In(code))
            {
                owners.TryAdd(name, new HashSet<string>(StringComparer.Ordinal));
                owners[name].Add(RoomOf(path));
            }
        }

        return owners;
    }

    private static HashSet<string> UsedNames(string code, Dictionary<string, HashSet<string>> owners)
    {
        string[] tokens = ["", .. Tokens().Matches(code).Select(m => m.Value), ""];
        int[] places = [.. Enumerable.Range(1, tokens.Length - 2).Where(k => owners.ContainsKey(tokens[k]))];
        HashSet<string> members = [.. places.Where(k => IsDeclaredName(tokens, k)).Select(k => tokens[k])];
        return [.. places.Where(k => IsUse(tokens, k, members)).Select(k => tokens[k])];
    }

    private static bool IsUse(string[] tokens, int at, HashSet<string> members)
    {
        string before = tokens[at - 1];
        string after = tokens[at + 1];
        if (before == "." || after == "=" || (after == ":" && before is "(" or "," or "{"))
        {
            return false;   // member access, assignment, named argument or property pattern
        }

        // A file with a member of that name (decimal Coverage) means the member, unless the grammar wants a type.
        bool standsForType =
            IsWord(after) || (after == "?" && IsWord(tokens[at + 2])) || before is "new" or "is" or "as";
        return !IsDeclaredName(tokens, at) && (standsForType || !members.Contains(tokens[at]));
    }

    private static bool IsDeclaredName(string[] tokens, int at)
    {
        string before = tokens[at - 1];
        bool followsType = before is ">" or "?" or "]" || (IsWord(before) && !NotATypeName.Contains(before));
        return followsType && tokens[at + 1] != "." && !IsWord(tokens[at + 1]);
    }

    private static bool IsWord(string token) => token.Length > 0 && (char.IsLetter(token[0]) || token[0] == '_');

    [GeneratedRegex(@"[A-Za-z_]\w*|\d[\w.]*|==|=>|\S")]
    private static partial Regex Tokens();
}
