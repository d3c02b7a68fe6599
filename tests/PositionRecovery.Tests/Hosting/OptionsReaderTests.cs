using System.Reflection;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace PositionRecovery.Tests.Hosting;

public sealed class OptionsReaderTests
{
    private const string Section = "PositionRecovery";

    // Set in code: they hold more than one value each.
    private static readonly string[] InCode = ["Policy:Claims", "Policy:Accounts"];

    public static TheoryData<string, string, string> Good => Rows(static r => (r.Key, r.Default, r.Bound));

    public static TheoryData<string, string, string> Bad =>
        Rows(static r => (r.Key, r.Default, r.Bad), static r => r.Bad.Length > 0);

    public static TheoryData<string, string, string> Nullable =>
        Rows(static r => (r.Key, r.Default, r.Bound), static r => IsNullable(r.Key));

    public static TheoryData<string, string, string> NotNullable =>
        Rows(static r => (r.Key, r.Default, r.Bound), static r => !IsNullable(r.Key));

    [Theory]
    [MemberData(nameof(Good))]
    public void Read_Value_SetsTheMemberOfThatName(string key, string before, string bound)
    {
        var options = new RecoveryOptions();
        Assert.Equal(before, Value(options, key));
        Quiet(Read(options, (key, bound)));
        Assert.Equal(bound, Value(options, key));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Read_BadValue_IsNamedAndChangesNothing(string key, string before, string bad)
    {
        var options = new RecoveryOptions();
        (IReadOnlyList<string> problems, _) = Read(options, (key, bad));
        Assert.StartsWith(
            $"{Section}:{key} is '{bad}'; it must be ", Assert.Single(problems), StringComparison.Ordinal);
        Assert.Equal(before, Value(options, key));
    }

    [Theory]
    [MemberData(nameof(Nullable))]
    public void Read_EmptyOrNull_UnsetsWhatMayBeUnset(string key, string before, string bound)
    {
        foreach (string? nothing in (string?[])[null, string.Empty])
        {
            var options = new RecoveryOptions();
            Read(options, (key, bound));
            Quiet(Read(options, (key, nothing)));
            Assert.True(Value(options, key).Length == 0, $"{key} was {before} by default.");
        }
    }

    [Theory]
    [MemberData(nameof(NotNullable))]
    public void Read_EmptyOrNull_IsNamedWhereSomethingMustBe(string key, string before, string bound)
    {
        Assert.NotEqual(before, bound);
        foreach ((string? nothing, string told) in ((string?, string)[])[(null, "null"), (string.Empty, "''")])
        {
            (IReadOnlyList<string> problems, _) = Read(new RecoveryOptions(), (key, nothing));
            Assert.StartsWith(
                $"{Section}:{key} is {told}; it must be ", Assert.Single(problems), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Keys_Documented_AreThoseOfTheTable() => Assert.Equal(
        OptionKeys.All.Select(static k => k.Name).Order(StringComparer.Ordinal),
        OptionRows.All.Select(static r => r.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void Keys_EveryMemberOfTheOptions_HasOne()
    {
        IEnumerable<string> members = Members(typeof(RecoveryOptions), string.Empty)
            .Concat(Members(typeof(CheckOptions), "Reconciliation:"))
            .Concat(Members(typeof(StateOptions), "State:"))
            .Concat(Members(typeof(ReconciliationOptions), "Policy:"))
            .Except(["Reconciliation", "State", "Policy", .. InCode]);
        Assert.Equal(
            members.Order(StringComparer.Ordinal),
            OptionKeys.ByName.Keys.Concat(OptionKeys.Lists.Keys).Concat(OptionKeys.Elsewhere.Keys)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_JsonNull_MeansNever()
    {
        var options = new RecoveryOptions();
        Quiet(ReadJson(options, """{ "Reconciliation": { "OpenCheckIntervalSeconds": null } }"""));
        Assert.Null(options.Reconciliation.OpenCheckIntervalSeconds);
    }

    [Fact]
    public void Read_Lists_AreTaken()
    {
        var options = new RecoveryOptions();
        (IReadOnlyList<string> problems, IReadOnlyList<string> unused) = ReadJson(options, """
            { "policy": {
                "IncludedInstruments": [ "SIM:BTCUSDT", "no venue" ], "IgnoredClientOrderIds": [ "a", "b" ],
                "Dust": { "BTC": 0.0001, "ETH": "little" } } }
            """);
        Assert.Equal([new InstrumentId("SIM:BTCUSDT")], options.Policy.IncludedInstruments);
        Assert.Equal([new ClientOrderId("a"), new("b")], options.Policy.IgnoredClientOrderIds);
        Assert.Equal([new("BTC", 0.0001m)], options.Policy.Dust);
        Assert.Equal(
            [
                "PositionRecovery:Policy:Dust:ETH is 'little'; it must be a decimal number such as 0.001.",
                "PositionRecovery:Policy:IncludedInstruments:1 is 'no venue'; it must be an instrument, venue:name.",
            ],
            problems.Order(StringComparer.Ordinal).Select(static p => p.Replace(":policy:", ":Policy:", StringComparison.Ordinal)));
        Assert.Empty(unused);
    }

    [Fact]
    public void Read_SectionWhereAValueBelongs_IsNamed()
    {
        (IReadOnlyList<string> problems, _) = Read(new RecoveryOptions(), ("StartupDelay:Seconds", "10"));
        Assert.Equal(
            "PositionRecovery:StartupDelay has keys below it; it must be a time span such as 00:00:10.",
            Assert.Single(problems));
    }

    [Theory]
    [InlineData("Conservative", "00:00:20", "FailClosed", "False")]
    [InlineData("aggressive", "00:00:10", "Degraded", "True")]
    public void Read_Preset_ComesBeforeTheOtherKeys(string preset, string delay, string onFailure, string repairs)
    {
        var options = new RecoveryOptions { MaxWarmupTime = TimeSpan.FromSeconds(99) };
        Quiet(
            Read(options, ("MaxRecoveryTime", "00:00:42"), ("Preset", preset), ("Reconciliation:QueriesPerSecond", "9")));
        Assert.Equal(
            [delay, onFailure, repairs, "00:00:42", "9", "00:01:39"],
            ((List<string>)
            [
                "StartupDelay", "OnFailure", "Reconciliation:RepairDrift", "MaxRecoveryTime",
                "Reconciliation:QueriesPerSecond", "MaxWarmupTime",
            ]).Select(key => Value(options, key)));
    }

    [Fact]
    public void Read_UnknownPreset_IsNamed() => Assert.Equal(
        "PositionRecovery:Preset is 'Bold'; it must be one of Conservative, Aggressive.",
        Assert.Single(Read(new RecoveryOptions(), ("Preset", "Bold")).Problems));

    [Fact]
    public void Presets_Values_AreThePublishedOnes() => Assert.Equal(
        """
        MaxRecoveryTime: 00:00:30, 00:01:00, 00:00:15
        OnFailure: FailClosed, FailClosed, Degraded
        Policy:RequireAccountIdentity: False, True, False
        Policy:RequiredAbsenceReads: 2, 3, 2
        Reconciliation:OpenCheckIntervalSeconds: 5, 5, 10
        Reconciliation:PositionCheckIntervalSeconds: 60, 30, 120
        Reconciliation:PositionCheckRetries: 2, 3, 2
        Reconciliation:RepairDrift: True, False, True
        StartupDelay: 00:00:10, 00:00:20, 00:00:10
        """.ReplaceLineEndings("\n"),
        string.Join('\n', OptionKeys.All.Select(static k => (k.Name, Values: AllPresets.Select(o => Value(o, k.Name)).ToArray()))
            .Where(static k => k.Values.Distinct().Count() > 1)
            .OrderBy(static k => k.Name, StringComparer.Ordinal)
            .Select(static k => $"{k.Name}: {string.Join(", ", k.Values)}")));

    [Theory]
    [InlineData("Conservative")]
    [InlineData("Aggressive")]
    public void Presets_AsTheyAre_AreValid(string preset) =>
        Assert.Empty(RecoveryValidation.Problems(OptionKeys.Presets[preset]()));

    internal static RecoveryOptions[] AllPresets =>
        [new RecoveryOptions(), RecoveryOptions.Conservative(), RecoveryOptions.Aggressive()];

    internal static string Value(RecoveryOptions options, string key) =>
        FormattableString.Invariant($"{OptionKeys.ByName[key].Get(options)}");

    private static void Quiet((IReadOnlyList<string> Problems, IReadOnlyList<string> Unused) said) =>
        Assert.Empty(said.Problems.Concat(said.Unused));

    private static bool IsNullable(string key) =>
        OptionKeys.ByName[key].Rule.Contains("or empty for", StringComparison.Ordinal);

    private static IEnumerable<string> Members(Type type, string prefix) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => prefix + p.Name);

    private static (IReadOnlyList<string> Problems, IReadOnlyList<string> Unused) Read(
        RecoveryOptions options, params (string Key, string? Value)[] settings)
    {
        IConfigurationRoot root = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(static s => $"{Section}:{s.Key}", static s => s.Value)).Build();
        return RecoveryOptionsReader.Read(root.GetSection(Section), [], options);
    }

    private static (IReadOnlyList<string> Problems, IReadOnlyList<string> Unused) ReadJson(
        RecoveryOptions options, string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "{{Section}}": {{json}} }"""));
        return RecoveryOptionsReader.Read(
            new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection(Section), [], options);
    }

    private static TheoryData<string, string, string> Rows(
        Func<(string Key, string Default, string Bound, string Bad), (string, string, string)> pick,
        Func<(string Key, string Default, string Bound, string Bad), bool>? where = null)
    {
        var rows = new TheoryData<string, string, string>();
        foreach ((string, string, string) row in OptionRows.All.Where(where ?? (static _ => true)).Select(pick))
        {
            rows.Add(row.Item1, row.Item2, row.Item3);
        }

        return rows;
    }
}
