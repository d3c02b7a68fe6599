using System.Text.RegularExpressions;

namespace PositionRecovery.Tidy.Tests;

public sealed partial class RoomTests
{
    [Fact]
    public void Rooms_use_only_the_rooms_below_them() =>
        Law.Holds("Rooms use only what Rooms.MayUse allows.", Rooms.Violations(CoreFiles()));

    [Fact]
    public void A_room_below_is_never_above() =>
        Law.Holds(
            "Rooms.MayUse is an order, without circles.",
            from room in Rooms.MayUse
            from used in room.Value
            where Rooms.MayUse[used].Contains(room.Key)
            select $"{room.Key} and {used} use each other.");

    [Fact]
    public void Pure_rooms_know_no_floating_point() =>
        Law.Holds(
            "Money is decimal: no double, float or literal without its m.",
            InPureRooms(FloatingPoint()));

    [Fact]
    public void Pure_rooms_wait_for_nothing_and_ask_no_clock() =>
        Law.Holds(
            "Pure rooms hold no async, task, logger or clock: time and answers come in as values.",
            InPureRooms(Effects()));

    [Theory]
    [InlineData("internal static class A { static Verdict Of() => Verdict.Open; }")]
    [InlineData("internal sealed record A(decimal Price, Verdict? Verdict);")]
    [InlineData("internal static class A { static string Of() => $\"{Verdict.Open}\"; }")]
    [InlineData("internal static class A { static object Of() => new Verdict(); }")]
    [InlineData("internal static class A { static bool Of(object o) => o is Verdict; }")]
    [InlineData("internal static class A { static string Of(bool b) => b ? Verdict.Open : Verdict.Shut; }")]
    [InlineData("internal sealed class A : List<Verdict>;")]
    public void A_planted_use_of_a_room_above_is_found(string planted) =>
        Assert.Equal(
            ["src/PositionRecovery/Model/A.cs: Model may not use Verdict of Reconciliation."],
            Plant(planted));

    [Theory]
    [InlineData("internal sealed record A(decimal Price); // see Verdict")]
    [InlineData("internal static class A { const string Name = \"Verdict\"; }")]
    [InlineData("internal sealed class A { decimal Verdict { get; init; } decimal Twice => Verdict * 2; }")]
    [InlineData("internal static class A { static object Of(B b) => new B { Verdict = b.Verdict }; }")]
    [InlineData("internal static class A { static object Of(B b) => b is { Verdict: 3 } ? F(Verdict: 3) : b; }")]
    public void A_name_that_is_no_use_is_not_found(string innocent) =>
        Assert.Empty(Plant(innocent));

    [Fact]
    public void An_unknown_room_asks_for_its_line_in_the_table() =>
        Assert.Contains(
            "room 'Attic' is not in Rooms.MayUse",
            Assert.Single(Rooms.Violations([(Rooms.Core + "Attic/A.cs", "internal sealed class A;")])),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("double x", true)]
    [InlineData("1.5 * x", true)]
    [InlineData("1e3", true)]
    [InlineData("3f", true)]
    [InlineData("1.5m + 10m + 0x1f + list[1..2] + doubled", false)]
    public void Floating_point_is_recognised(string code, bool expected) =>
        Assert.Equal(expected, FloatingPoint().IsMatch(code));

    private static IEnumerable<string> Plant(string code) => Rooms.Violations(
    [
        (Rooms.Core + "Model/A.cs", CodeText.Strip(code)),
        (Rooms.Core + "Reconciliation/Verdict.cs", "public enum Verdict"),
    ]);

    private static (string Path, string Code)[] CoreFiles() =>
        [.. SourceTree.Files(Rooms.Core, ".cs").Select(file => (file.Path, file.Code))];

    private static IEnumerable<string> InPureRooms(Regex forbidden) =>
        from file in CoreFiles()
        where Rooms.Pure.Contains(Rooms.RoomOf(file.Path))
        from match in forbidden.Matches(file.Code)
        select $"{file.Path}({CodeText.LineAt(file.Code, match.Index)}): {match.Value}";

    [GeneratedRegex(
        @"\b(?:double|float|Double|Half)\b"
        + @"|\b\d[\d_]*(?:\.\d[\d_]*|[eE][+-]?\d+)(?![\d_mM])"
        + @"|\b\d[\d_]*[dDfF]\b")]
    private static partial Regex FloatingPoint();

    [GeneratedRegex(@"\b(?:async|await|Task|ValueTask|Thread|ILogger|TimeProvider|CancellationToken)\b")]
    private static partial Regex Effects();
}
