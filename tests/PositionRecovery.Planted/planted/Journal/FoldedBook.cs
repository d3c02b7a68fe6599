namespace PositionRecovery;

/// <summary>The books of one position after history was folded into them, and the folds themselves.</summary>
internal sealed class FoldedBook(AccountBookSnapshot book, AverageCostBook account)
{
    private readonly List<PositionSnapshot> _owners = [];
    private readonly Dictionary<StrategyId, AverageCostBook> _folds = [];

    internal AccountBookSnapshot Book { get; private set; } = book;

    internal AverageCostBook Account { get; } = account;

    internal IReadOnlyList<PositionSnapshot> Owners => _owners;

    internal IReadOnlyDictionary<StrategyId, AverageCostBook> OwnerFolds => _folds;

    internal void Add(PositionSnapshot owner, AverageCostBook fold)
    {
        _owners.Add(owner);
        _folds.Add(owner.Key.Strategy, fold);
    }

    internal void Agree(DateTimeOffset? at) => Book = Book with { AgreedAt = at };
}
