using System.Collections;
using System.Reflection;

namespace PositionRecovery.Tests;

/// <summary>Copies of the policy have all of it, and share nothing that may be changed.</summary>
public sealed class ReconciliationOptionsCopyTests
{
    public static TheoryData<string> Members =>
        [.. typeof(ReconciliationOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name)];

    private static ReconciliationOptions Unusual => new()
    {
        Claims = [new ExternalClaim { Strategy = new("a"), Account = new("SIM:main"), Instrument = new("SIM:BTC") }],
        ClaimExternalPositions = false,
        ExternalReductions = ExternalReductions.KeepSeparate,
        ReductionOrder = ReductionOrder.ProRata,
        GenerateMissingOrders = false,
        Overfills = OverfillPolicy.Reject,
        QuantityTolerance = 0.1m,
        AveragePriceTolerance = 0.2m,
        Dust = new Dictionary<string, decimal> { ["BTC"] = 0.3m },
        IncludedInstruments = [new("SIM:BTC")],
        ExcludedInstruments = [new("SIM:ETH")],
        IgnoredClientOrderIds = [new("o-1")],
        IgnoreUnclaimedExternalOrders = true,
        IgnorePositionReports = true,
        RequestLife = TimeSpan.FromSeconds(11),
        VenueTimeout = TimeSpan.FromSeconds(12),
        SafetyMargin = TimeSpan.FromSeconds(13),
        RequiredAbsenceReads = 7,
        AbsenceQuietPeriod = TimeSpan.FromSeconds(14),
        RequireAccountIdentity = true,
        AllowMassFlattening = true,
        UnfilledOrderRetention = TimeSpan.FromDays(15),
        OrderRetention = TimeSpan.FromDays(16),
        Accounts = [new AccountFacts { Account = new("SIM:main") }],
    };

    [Theory]
    [MemberData(nameof(Members))]
    public void Copy_EachMember_IsTheSameAndNotShared(string name)
    {
        PropertyInfo member = typeof(ReconciliationOptions).GetProperty(name)!;
        ReconciliationOptions unusual = Unusual;
        object? value = member.GetValue(unusual);
        object? copied = member.GetValue(new RecoveryOptions { Policy = unusual }.Copy().Policy);
        Assert.NotEqual(member.GetValue(new ReconciliationOptions()), value);
        Assert.Equal(value, copied);
        Assert.False(value is IEnumerable && ReferenceEquals(value, copied));
    }
}
