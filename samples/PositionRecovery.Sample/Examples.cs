namespace PositionRecovery.Sample;

/// <summary>What stands below the help of each command.</summary>
internal static class Examples
{
    private const string Reconcile = """
        Examples:
          position-recovery reconcile --cached cached.json --venue venue.json
              Show how the two differ and what would be done about it.
          position-recovery reconcile --incident incident.json
              The same from the one file that a recovery's report saves.
          position-recovery reconcile --cached cached.json --venue venue.json --options options.json --json > plan.json
              The same, as a file.
        """;

    private const string Tool = """
        Examples:
          position-recovery
              Kill an engine, move the market, and watch it come back: no server, no account.
          position-recovery run --db sample.db --duration 10m
              Trade on a simulated exchange for ten minutes; 'run --resume' goes on.
          position-recovery tour
              Three incidents, with what to notice in each.

        """;

    private const string Demo = """
        Examples:
          position-recovery
              Kill an engine, move the market, and watch it come back: no server, no account.
          position-recovery demo --keep demo
              The same, and leave the database and the incident in the folder 'demo'.
        """;

    private const string Run = """
        Examples:
          position-recovery run --db sample.db --duration 10m
              Trade on a simulated exchange for ten minutes. Kill it in between, if you like.
          position-recovery run --db sample.db --resume
              Go on where that ended.
          position-recovery run --db sample.db --dry-run
              Say what a recovery would do, and change nothing; --reconcile-only brings the books up to date.
        """;

    private const string DemoCodes = """

        Exit codes:
           0  all that must hold after the recovery does
           2  some of it does not
          64  bad usage
          69  the engine could not be started, or ended by itself
          73  the folder cannot be made, or holds a database already
        """;

    private const string RunCodes = """

        Exit codes:
           0  everything was proven; with --dry-run and --reconcile-only as those of reconcile
           1  with --dry-run and --reconcile-only: differences were, or would be, repaired
           2  something could not be proven, or the recovery failed
          64  bad usage
          65  bad data: the file of the exchange cannot be read, or is not what it should be
          66  nothing there: no such database
          69  unavailable: the store cannot be reached
          75  somebody else owns the trader
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
        "demo" => $"{Demo}\n{DemoCodes}",
        "run" => $"{Run}\n{RunCodes}",
        "inspect" => $"{Inspect}\n{StoredCodes}",
        "verify" => $"{Verify}\n{StoredCodes}",
        "replay" => $"{Replay}\n{StoredCodes}",
        "init-db" => $"{Init}\n{StoredCodes}",
        "purge" => $"{Purge}\n{StoredCodes}",
        "reconcile" => $"{Reconcile}\n{ReconcileCodes}",
        _ => $"{Tool}{Reconcile[(Reconcile.IndexOf('\n', StringComparison.Ordinal) + 1)..]}\n{Stored}\n{ReconcileCodes}\n\nOther commands have codes of their own; see their help.",
    };
}
