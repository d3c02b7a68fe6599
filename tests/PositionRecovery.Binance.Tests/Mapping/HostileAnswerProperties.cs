using FsCheck;
using FsCheck.Fluent;

namespace PositionRecovery.Binance.Tests;

/// <summary>Whatever bytes come, a mapping gives reports and a fault, or says that it was no answer.</summary>
public sealed class HostileAnswerProperties
{
    private static readonly string[] Files =
    [
        "usdm-openOrders", "usdm-allAlgoOrders", "coinm-positionRisk-hedge", "usdm-userTrades", "usdm-income",
        "spot-account", "spot-exchangeInfo", "coinm-premiumIndex",
    ];

    [Fact]
    public void Map_BytesChangedAnywhere_NeverThrowsAnythingElse()
    {
        var changes = from file in Gen.Elements(Files)
                      from places in Gen.ListOf(Gen.Choose(0, 4_000).Two())
                      select (file, places);
        Prop.ForAll(changes.ToArbitrary(), static change =>
        {
            byte[] body = Payload.Of(change.file);
            foreach ((int at, int value) in change.places)
            {
                body[at % body.Length] = (byte)value;
            }

            try
            {
                var (reports, fault) = Payload.Map(change.file, body);
                Assert.True(reports.Count >= 0 && fault?.Length is not 0);
            }
            catch (MalformedBodyException)
            {
                // it was no answer
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_500).WithReplay(11, 13).WithQuietOnSuccess(true));
    }
}
