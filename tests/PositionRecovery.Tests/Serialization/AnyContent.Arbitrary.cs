using FsCheck;
using FsCheck.Fluent;

namespace PositionRecovery.Tests.Serialization;

/// <content>For properties. Apart, because the simulator takes the rest without FsCheck.</content>
internal sealed partial class AnyContent
{
    public static Arbitrary<AnyContent> Arbitrary { get; } =
        Gen.Choose(int.MinValue, int.MaxValue).Select(static seed => new AnyContent(new Random(seed))).ToArbitrary();
}
