using System.Reflection;
using System.Runtime.CompilerServices;

namespace PositionRecovery.Tests;

/// <summary>No value that users make can be made without what it must have.</summary>
public sealed class NullRefusalTests
{
    /// <summary>These only the library makes.</summary>
    private static readonly Type[] OurOwn =
    [
        typeof(PhaseTiming), typeof(PositionChange), typeof(PreparedRecovery), typeof(QuarantinedRow),
        typeof(RecoveryReport), typeof(StateReport), typeof(StateVerification), typeof(StoredPicture),
    ];

    public static TheoryData<string, string> Members
    {
        get
        {
            var members = new TheoryData<string, string>();
            var nullability = new NullabilityInfoContext();
            foreach (PropertyInfo member in typeof(Reconciler).Assembly.GetExportedTypes()
                .Where(static t => t is { IsClass: true, IsAbstract: false } && t.GetMethod("<Clone>$") is not null)
                .Except(OurOwn)
                .SelectMany(static t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance))
                .Where(static p => p.CanWrite && !p.PropertyType.IsValueType))
            {
                if (nullability.Create(member).WriteState == NullabilityState.NotNull)
                {
                    members.Add(member.ReflectedType!.FullName!, member.Name);
                }
            }

            return members;
        }
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void Init_Null_IsRefusedByName(string type, string member)
    {
        Type owner = typeof(Reconciler).Assembly.GetType(type)!;
        object value = RuntimeHelpers.GetUninitializedObject(owner);

        var refused = Assert.Throws<TargetInvocationException>(() => owner.GetProperty(member)!.SetValue(value, null));

        var cause = Assert.IsAssignableFrom<ArgumentException>(refused.InnerException);
        Assert.Contains(member, cause.Message, StringComparison.OrdinalIgnoreCase);
    }
}
