using PositionRecovery.Testing;

namespace PositionRecovery.Tidy.Tests.PublicApi;

public sealed class PublicApiTests
{
    public static TheoryData<string> PackageNames => [.. Packages.Names];

    [Theory]
    [MemberData(nameof(PackageNames))]
    public void The_public_api_is_the_approved_one(string package) =>
        Approval.Check(
            SourceTree.FullPath($"tests/PositionRecovery.Tidy.Tests/PublicApi.{package}.txt"),
            ApiPrinter.Print(Packages.PublicTypes(package)));

    [Fact]
    public void Conformance_cases_keep_their_names() =>
        Approval.Check(
            SourceTree.FullPath("tests/PositionRecovery.Tidy.Tests/PublicApi.StoreConformance.Cases.txt"),
            string.Concat(StoreCases().Select(name => name + "\n")));

    [Fact]
    public void Differences_name_the_type_they_are_in() =>
        Assert.Equal(
            ["- enum A: One = 1", "+ enum A: One = 2"],
            Approval.Differences("enum A\n{\n    One = 1\n}\n", "enum A\n{\n    One = 2\n}\n"));

    [Theory]
    [InlineData(typeof(Specimen.Colour), """
        [Flags] enum PositionRecovery.Tidy.Tests.PublicApi.Specimen.Colour : byte
        {
            None = 0
            Red = 1
        }
        """)]
    [InlineData(typeof(Specimen.Key), """
        readonly record struct PositionRecovery.Tidy.Tests.PublicApi.Specimen.Key
        {
            Key(string Value, string? Alias);
            string? Alias { get; init; }
            string Value { get; init; }
            override string ToString();
        }
        """)]
    [InlineData(typeof(Specimen.Order), """
        sealed record PositionRecovery.Tidy.Tests.PublicApi.Specimen.Order : Specimen.Report
        {
            Order();
            required Specimen.Key Id { get; init; }
            IReadOnlyList<string?> Notes { get; init; }
            decimal? Price { get; }
        }
        """)]
    [InlineData(typeof(Specimen.Report), """
        abstract record PositionRecovery.Tidy.Tests.PublicApi.Specimen.Report
        {
            protected virtual int Rank();
        }
        """)]
    [InlineData(typeof(Specimen.RetryOptions), """
        sealed class PositionRecovery.Tidy.Tests.PublicApi.Specimen.RetryOptions
        {
            RetryOptions();
            const int Max = 5;
            Specimen.Colour Colour { get; set; } = Colour.Red
            decimal Factor { get; init; } = 1.5
            string? Label { get; set; } = null
            IList<string> Names { get; } = ["a", "b"]
            TimeSpan Wait { get; set; } = 00:00:05
            static Specimen.RetryOptions Fast();
        }
        """)]
    [InlineData(typeof(Specimen.IPort<>), """
        interface PositionRecovery.Tidy.Tests.PublicApi.Specimen.IPort<T> : IAsyncDisposable where T : class
        {
            ValueTask<T?> AskAsync<TAsk>(TAsk query, int pages = 3, CancellationToken ct = default) where TAsk : struct;
            bool TryAsk(in Guid id, out string? answer, params string[] hints);
        }
        """)]
    public void Each_kind_of_type_prints_as_it_reads(Type type, string expected) =>
        Assert.Equal(expected.ReplaceLineEndings("\n") + "\n", ApiPrinter.Print([type]));

    private static IReadOnlyList<string> StoreCases() =>
        new StoreConformance(new StoreConformanceSetup { CreateStore = () => new InMemoryPositionStore() }).CaseNames;
}
