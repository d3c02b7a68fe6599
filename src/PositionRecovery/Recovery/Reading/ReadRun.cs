namespace PositionRecovery;

/// <summary>What one reading has gathered so far. Not thread-safe.</summary>
internal sealed class ReadRun(AccountId account, ActiveInstruments active, Action<ReadProgress>? progress)
{
    private int _answered;
    private int _failed;
    private int _read;
    private string _last = "account";

    internal List<VenueAnswer> Answers { get; } = [];

    internal ActiveInstruments Active => active;

    /// <summary>Keeps answers. That the whole account cannot be asked at once is no answer: its instruments are asked
    /// one by one then.</summary>
    internal void Keep(params IEnumerable<VenueAnswer> answers)
    {
        foreach (VenueAnswer answer in answers)
        {
            Note(answer);
            bool isReplaced = answer.Coverage.Status == CoverageStatus.Unsupported && answer.Query.Instrument is null
                && answer.Query is not (AccountQuery or BalancesQuery);
            if (!isReplaced)
            {
                Answers.Add(answer);
            }
        }
    }

    /// <summary>Learns from answers that are not kept as they are.</summary>
    internal void Note(params IEnumerable<VenueAnswer> answers)
    {
        foreach (VenueAnswer answer in answers)
        {
            active.Learn(answer);
            _ = answer.Coverage.Status == CoverageStatus.Failed ? _failed++ : _answered++;
            _last = answer.Query.Kind;
            Tell();
        }
    }

    /// <summary>So many instruments were read to the end.</summary>
    internal void NoteRead(int count)
    {
        _read = count;
        Tell();
    }

    private void Tell() =>
        progress?.Invoke(new ReadProgress(account, _answered, _failed, active.Count, _read, _last));
}
