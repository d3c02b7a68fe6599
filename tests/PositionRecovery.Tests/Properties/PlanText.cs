using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace PositionRecovery.Tests;

/// <summary>Writes everything a plan says as text, so that two plans can be compared to the last digit. It reads the
/// public properties, whatever they are, and so cannot forget a new one.</summary>
internal static class PlanText
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    internal static string Of(ReconciliationPlan plan) => Write(plan, isSorted: false);

    /// <summary>The same for a state. In a state the order of lists means nothing, so they are sorted.</summary>
    internal static string Of(CachedSnapshot state) => Write(state, isSorted: true);

    /// <summary>All of a plan but the state it leads to, which is compared as a state.</summary>
    internal static string WithoutState(ReconciliationPlan plan) => Write(
        new { plan.Id, plan.Diff, plan.SyntheticOrders, plan.Events, plan.Questions, plan.Verdicts },
        isSorted: false);

    private static string Write(object value, bool isSorted)
    {
        var text = new StringBuilder();
        Write(text, value, isSorted, indent: 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, bool isSorted, int indent)
    {
        switch (value)
        {
            case null:
                text.Append('-');
                break;
            case string or ValueType:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
            case IEnumerable list:
                WriteList(text, list, isSorted, indent);
                break;
            default:
                WriteParts(text, value, isSorted, indent);
                break;
        }
    }

    private static void WriteList(StringBuilder text, IEnumerable list, bool isSorted, int indent)
    {
        IEnumerable<string> items = list.Cast<object>().Select(item =>
        {
            var one = new StringBuilder();
            Write(one, item, isSorted, indent + 1);
            return one.ToString();
        });
        foreach (string item in isSorted ? items.Order(StringComparer.Ordinal) : items)
        {
            text.AppendLine().Append(' ', 2 * indent).Append("- ").Append(item);
        }
    }

    private static void WriteParts(StringBuilder text, object value, bool isSorted, int indent)
    {
        text.Append(value.GetType().Name.StartsWith('<') ? "" : value.GetType().Name);
        foreach (PropertyInfo property in PropertiesOf(value.GetType()))
        {
            object? part = property.GetValue(value);
            if (part is null or false or 0m or ICollection { Count: 0 })
            {
                continue;
            }

            text.Append(' ').Append(property.Name).Append('=');
            Write(text, part, isSorted, indent);
        }
    }

    private static PropertyInfo[] PropertiesOf(Type type) => Properties.GetOrAdd(type, static t =>
        [.. t.GetProperties(BindingFlags.Public | BindingFlags.Instance)]);
}
