using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace PositionRecovery.Sample;

/// <summary>The usual help, and below it what people look for next.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private const string More = """
        Examples:
          position-recovery
              A tour over three incidents, with what to notice in each.
          position-recovery reconcile --cached cached.json --venue venue.json
              Show how the two differ and what would be done about it.
          position-recovery reconcile --cached cached.json --venue venue.json --options options.json --json > plan.json
              The same, as a file.

          position-recovery inspect --store sqlite:state/desk-7.db --trader desk-7 --journal
              Show what is stored: positions, orders, sessions, the end of the journal.
          position-recovery verify --store redis:localhost:6379 --trader desk-7 --anchor state/desk-7.anchor
              Prove the journal by its hash chain, and the state by the journal.
          position-recovery replay --store sqlite:state/desk-7.db --trader desk-7 --to 2026-03-01T12:00Z --save then.json
              Rebuild the state of that moment, as a file for 'reconcile --cached'.
          position-recovery init-db --store sqlite:state/desk-7.db --trader desk-7
              Make the store before the first run.

        Exit codes:
           0  in sync: the books agree with the venue
           1  repaired: they will agree after the plan, though some prices may be estimates
           2  unverified: something cannot be proven, is withheld, or must be asked first
           2  damaged (inspect, verify): a part of the stored state cannot be read or proven
          64  bad usage
          65  bad data: a file cannot be read, or is not what it should be
          69  the store cannot be reached or used
          75  somebody else owns the trader now

        The files are described in the README of the package PositionRecovery, section "Snapshot files".
        """;

    private readonly HelpAction _usual = new();

    /// <summary>Who asks for help need not have typed everything right.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = _usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(More);
        return exitCode;
    }
}
