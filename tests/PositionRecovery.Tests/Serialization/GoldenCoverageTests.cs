using System.Collections;
using System.Reflection;

namespace PositionRecovery.Tests.Serialization;

/// <summary>Proves that the golden documents are complete, so that what they prove holds for every kind and every
/// member: whoever adds one to the model must add it to the form, too.</summary>
public sealed class GoldenCoverageTests
{
    private static readonly Assembly Library = typeof(SnapshotJson).Assembly;

    public static TheoryData<Type> Families => [typeof(VenueQuery), typeof(VenueReport), typeof(ExecutionEvent)];

    [Theory]
    [MemberData(nameof(Families))]
    public void Golden_EveryKindOfAFamily_IsThere(Type family)
    {
        Type[] kinds = [.. Library.GetTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(family))];
        string[] missing = [.. kinds.Except(Instances().Select(i => i.GetType())).Select(t => t.Name)];
        Assert.NotEmpty(kinds);
        Assert.Empty(missing);
    }

    [Fact]
    public void Golden_EveryMemberThatCanBeSet_HasSomewhereAValueThatIsNotItsDefault()
    {
        string[] unset =
        [
            .. from type in Instances().GroupBy(i => i.GetType())
               from member in type.Key.GetProperties().Where(p => p.SetMethod is not null)
               where type.All(instance => IsDefault(member, instance))
               select $"{type.Key.Name}.{member.Name}",
        ];
        Assert.Empty(unset);
    }

    private static bool IsDefault(PropertyInfo member, object instance) => member.GetValue(instance) switch
    {
        null => true,
        IEnumerable list and not string => !list.Cast<object>().Any(),
        object value when FallbackOf(member) is { } fallback => value.Equals(fallback),
        object value => value.GetType().IsValueType && value.Equals(Activator.CreateInstance(value.GetType())),
    };

    /// <summary>What a member is when it is left out, where that is not what <c>default</c> is.</summary>
    private static object? FallbackOf(PropertyInfo member) => member switch
    {
        { DeclaringType.Name: nameof(ReconciliationOptions) } => member.GetValue(new ReconciliationOptions()),
        { Name: nameof(InstrumentDefinition.Multiplier) } => 1m,
        { Name: nameof(OrderSnapshot.Origin), DeclaringType.Name: nameof(OrderSnapshot) } => OrderOrigin.Own,
        { Name: nameof(OrderIntent.Action), DeclaringType.Name: nameof(OrderIntent) } => OrderAction.Enter,
        { Name: nameof(OrderIntent.Class), DeclaringType.Name: nameof(OrderIntent) or nameof(OrderReport) } =>
            OrderClass.Regular,
        _ when member.PropertyType == typeof(PositionSide) => PositionSide.Net,
        _ => null,
    };

    /// <summary>Every object of the library in the golden documents, found by walking through all members.</summary>
    private static List<object> Instances()
    {
        var found = new List<object>();
        foreach (string name in GoldenTests.Names)
        {
            Walk(GoldenTests.Expected(name), found);
        }

        return found;
    }

    private static void Walk(object? value, List<object> found)
    {
        if (value is IEnumerable list and not string)
        {
            foreach (object? item in list)
            {
                Walk(item, found);
            }
        }
        else if (value is not null && value.GetType() is { IsEnum: false } type && type.Assembly == Library)
        {
            found.Add(value);
            foreach (PropertyInfo member in type.GetProperties().Where(p => p.GetIndexParameters().Length == 0))
            {
                Walk(member.GetMethod!.IsStatic ? null : member.GetValue(value), found);
            }
        }
    }
}
