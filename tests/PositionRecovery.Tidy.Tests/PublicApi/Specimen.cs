namespace PositionRecovery.Tidy.Tests.PublicApi;

/// <summary>One type of each kind, for the tests of the printer.</summary>
internal static class Specimen
{
    [Flags]
    public enum Colour : byte
    {
        Red = 1,
        None = 0,
    }

    public readonly record struct Key(string Value, string? Alias)
    {
        public override string ToString() => Value;
    }

    public abstract record Report
    {
        private protected Report()
        {
        }

        protected virtual int Rank() => 0;
    }

    public sealed record Order : Report
    {
        public required Key Id { get; init; }

        public decimal? Price { get; internal set; }

        public IReadOnlyList<string?> Notes { get; init; } = [];
    }

    public sealed class RetryOptions
    {
        public const int Max = 5;

        public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(5);

        public decimal Factor { get; init; } = 1.5m;

        public string? Label { get; set; }

        public Colour Colour { get; set; } = Colour.Red;

        public IList<string> Names { get; } = ["a", "b"];

        public static RetryOptions Fast() => new() { Wait = TimeSpan.Zero };
    }

    public interface IPort<T> : IAsyncDisposable where T : class
    {
        ValueTask<T?> AskAsync<TAsk>(TAsk query, int pages = 3, CancellationToken ct = default)
            where TAsk : struct;

        bool TryAsk(in Guid id, out string? answer, params string[] hints);
    }
}
