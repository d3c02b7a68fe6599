using FluentAssertions;
using FluentAssertions.Equivalency;

namespace PositionRecovery.Tests.Serialization;

public sealed class GoldenTests
{
    internal static readonly string[] Names = ["cached.json", "venue.json", "options.json", "plan.json", "state.json",
        "incident.json"];

    public static TheoryData<string> Documents => [.. Names];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Write_EveryMemberSet_GivesTheGoldenBytes(string name)
    {
        byte[] written = WriteExpected(name);
        string golden = System.Text.Encoding.UTF8.GetString(GoldenFiles.ReadOrUpdate(name, written));
        Assert.Equal(golden, System.Text.Encoding.UTF8.GetString(written));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Read_Golden_GivesEveryMember(string name)
    {
        object read = Read(name, GoldenFiles.Read(name));
        read.Should().BeEquivalentTo(Expected(name), AllMembersInOrder);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Write_WhatWasRead_GivesTheSameBytes(string name)
    {
        byte[] golden = GoldenFiles.Read(name);
        Assert.Equal(golden, WriteObject(Read(name, golden)));
    }

    [Fact]
    public void Write_SameObjectTwice_GivesTheSameBytes() =>
        Assert.Equal(SnapshotJson.Write(GoldenPlan.Plan), SnapshotJson.Write(GoldenPlan.Plan));

    internal static object Expected(string name) => name switch
    {
        "cached.json" => GoldenCached.Snapshot,
        "venue.json" => GoldenVenue.Snapshot,
        "options.json" => GoldenPlan.Options,
        "state.json" => GoldenLives.State,
        "incident.json" => GoldenPlan.Incident,
        _ => GoldenPlan.Plan,
    };

    internal static object Read(string name, ReadOnlySpan<byte> utf8) => name switch
    {
        "cached.json" => SnapshotJson.ReadCached(utf8, name),
        "venue.json" => SnapshotJson.ReadVenue(utf8, name),
        "options.json" => SnapshotJson.ReadOptions(utf8, name),
        "state.json" => SnapshotJson.ReadState(utf8, name),
        "incident.json" => SnapshotJson.ReadIncident(utf8, name),
        _ => SnapshotJson.ReadPlan(utf8, name),
    };

    internal static byte[] WriteObject(object content) => content switch
    {
        CachedSnapshot c => SnapshotJson.Write(c),
        VenueSnapshot v => SnapshotJson.Write(v),
        IncidentBundle bundle => SnapshotJson.Write(bundle),
        ReconciliationOptions o => SnapshotJson.Write(o),
        ReconciliationPlan p => SnapshotJson.Write(p),
        TraderState s => SnapshotJson.Write(s),
        _ => throw new ArgumentException("no document", nameof(content)),
    };

    private static byte[] WriteExpected(string name) => WriteObject(Expected(name));

    private static EquivalencyAssertionOptions<object> AllMembersInOrder(
        EquivalencyAssertionOptions<object> options) =>
        options.RespectingRuntimeTypes().WithStrictOrdering().ComparingRecordsByMembers()
            .Using<ReadOnlyMemory<byte>>(static bytes => bytes.Subject.ToArray().Should().Equal(bytes.Expectation.ToArray()))
            .WhenTypeIs<ReadOnlyMemory<byte>>();
}
