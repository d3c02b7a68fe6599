namespace PositionRecovery.Sample;

/// <summary>What stands below the help of each command.</summary>
internal static class Examples
{
    private const string Reconcile = """
        Examples:
          position-recovery
              A tour over three incidents, with what to notice in each.
          position-recovery reconcile --cached cached.json --venue venue.json
              Show how the two differ and what would be done about it.
          position-recovery reconcile --incident incident.json
              The same from the one file that a recovery's report saves.
          position-recovery reconcile --cached cached.json --venue venue.json --options options.json --json > plan.json
              The same, as a file.
        """;

    private const string Stored = """
          position-recovery inspect --store sqlite:state/desk-7.db --trader desk-7
              Show what a store holds; verify, replay, init-db and purge are called alike.
        """;

    private const string ReconcileCodes = """

        Exit codes:
           0  in sync: the books agree with the venue
           1  repaired: they will agree after the plan, though some prices may be estimates
           2  unverified: something cannot be proven, is withheld, or must be asked first
          64  bad usage
          65  bad data: a file cannot be read, or is not what it should be

        The files are described in the README of the package PositionRecovery, section "Snapshot files".
        """;

    private const string StoredCodes = """

        Exit codes:
           0  done; all that was read is what was written
           2  damaged: something stored is not what was written
          64  bad usage
          65  bad data: a file cannot be read, or is not what it should be
          66  nothing there: no such database, or nothing was ever stored of the trader
          69  unavailable: the store cannot be reached, or is not set up right
          73  a file cannot be made, or exists already
          75  somebody else owns the trader
        """;

    private const string Inspect = """
        Examples:
          position-recovery inspect --store sqlite:state/desk-7.db --trader desk-7
              Positions, orders, balances and sessions, as tables.
          position-recovery inspect --store redis:localhost:6379 --trader desk-7 --as tree
              From accounts down to executions.
          position-recovery inspect --store sqlite:state/desk-7.db --trader desk-7 --journal 50
              The last 50 entries of the journal; --history shows how positions changed.
          DB_PATH=state/desk-7.db position-recovery inspect --trader desk-7 --as json > state.json
              All of it, for other programs.
        """;

    private const string Verify = """
        Examples:
          position-recovery verify --store sqlite:state/desk-7.db --trader desk-7 --anchor state/desk-7.anchor
              Prove the journal, up to where the engine's anchor file knows it and further.
          position-recovery verify --store sqlite:state/desk-7.db --trader desk-7 --key-env JOURNAL_KEY
              The same for an engine with a journal key.
        """;

    private const string Replay = """
        Examples:
          position-recovery replay --store sqlite:state/desk-7.db --trader desk-7 --to 2026-03-01T12:00Z
              The state at that time.
          position-recovery replay --store sqlite:state/desk-7.db --trader desk-7 --to-sequence 4711 --save then.json
              The state after entry 4711, also as a file for 'reconcile --cached then.json'.
        """;

    private const string Init = """
        Examples:
          position-recovery init-db --store sqlite:state/desk-7.db --trader desk-7
              Make the directory and the file, open to this user only, so that the engine can be told that they exist.
          position-recovery init-db --store redis:localhost:6379 --trader desk-7
              See whether the server's settings are good enough, and make the trader's keys.
        """;

    private const string Purge = """
        Examples:
          position-recovery purge --store sqlite:state/desk-7.db --trader desk-7
              What ended 60 minutes (orders) or 60 days (positions) ago leaves the stored state; the journal keeps it.
          position-recovery purge --store sqlite:state/desk-7.db --trader desk-7 --buffer 1440 --retention 7
              Orders that ended a day ago, positions that ended a week ago.
        Orders leave only where their position is known to have agreed with the venue since they ended.
        """;

    /// <param name="command">A command; any other name is that of the tool.</param>
    public static string Of(string command) => command switch
    {
        "inspect" => $"{Inspect}\n{StoredCodes}",
        "verify" => $"{Verify}\n{StoredCodes}",
        "replay" => $"{Replay}\n{StoredCodes}",
        "init-db" => $"{Init}\n{StoredCodes}",
        "purge" => $"{Purge}\n{StoredCodes}",
        "reconcile" => $"{Reconcile}\n{ReconcileCodes}",
        _ => $"{Reconcile}\n{Stored}\n{ReconcileCodes}\n\nOther commands have codes of their own; see their help.",
    };
}
