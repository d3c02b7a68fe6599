using System.Reflection;

namespace PositionRecovery.Tests.Serialization;

/// <summary>Objects of the model with anything in their members that the model accepts, found by reflection: a member
/// added tomorrow is filled, too.</summary>
internal sealed partial class AnyContent(Random random)
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private const string Letters = "abcXYZ019:._-/#éßΩ中अा";

    /// <summary>The members that make up a value.</summary>
    public static IEnumerable<PropertyInfo> MembersOf(Type type) => type.GetProperties(Members)
        .Where(static p => p.SetMethod is not null && p.GetIndexParameters().Length == 0);

    public T Make<T>() => (T)Make(typeof(T));

    public object Make(Type type)
    {
        object? scalar = Scalar(type);
        if (scalar is not null)
        {
            return scalar;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return List(type.GetGenericArguments()[0], random.Next(4) == 0 ? random.Next(20) : random.Next(3));
        }

        ConstructorInfo? byMembers = type.GetConstructors(Members)
            .Where(c => c.GetParameters() is { Length: > 0 } p && p[0].ParameterType != type)
            .MaxBy(static c => c.GetParameters().Length);
        return byMembers is null ? Filled(type) : Tried(() => byMembers.Invoke(
            [.. byMembers.GetParameters().Select(p => p.Name == "Ordinal" ? random.Next() : Make(p.ParameterType))]));
    }

    /// <summary>An execution of an order has shares that add up to it.</summary>
    private static FillSnapshot WithWholeShares(FillSnapshot fill) => fill.Allocations.Count == 0
        ? fill
        : fill with { Allocations = [new(fill.Allocations[0].Strategy, fill.Quantity)] };

    private object Filled(Type type)
    {
        object made = Activator.CreateInstance(type, nonPublic: true)!;
        foreach (PropertyInfo member in MembersOf(type))
        {
            bool isRequired = member.CustomAttributes.Any(
                static a => a.AttributeType.Name == "RequiredMemberAttribute");
            if (isRequired || random.Next(2) == 0)
            {
                Tried(() =>
                {
                    member.SetValue(made, ValueFor(member));
                    return made;
                });
            }
        }

        return made;
    }

    private object? ValueFor(PropertyInfo member)
    {
        Type type = member.PropertyType;
        if (member.Name == nameof(SessionSnapshot.Parameters))
        {
            return Enumerable.Range(0, random.Next(5))
                .Select(i => new KeyValuePair<string, string>($"{i}{Text()}", Text())).ToArray();
        }

        if (type == typeof(int) && member.Name == nameof(PurgedTradeChunk.Part))
        {
            return random.Next();
        }

        return type == typeof(IReadOnlyList<FillSnapshot>)
            ? Enumerable.Range(0, random.Next(3)).Select(_ => WithWholeShares(Make<FillSnapshot>())).ToArray()
            : Make(Nullable.GetUnderlyingType(type) ?? type);
    }

    private object? Scalar(Type type) =>
        type == typeof(string) ? Text()
        : type == typeof(bool) ? random.Next(2) == 0
        : type == typeof(int) ? (int)Number()
        : type == typeof(long) ? Number()
        : type == typeof(decimal) ? Decimal()
        : type == typeof(DateTimeOffset) ? Time()
        : type == typeof(ReadOnlyMemory<byte>) ? Hash()
        : type.IsEnum ? Enum.GetValuesAsUnderlyingType(type) is var all
            ? Enum.ToObject(type, all.GetValue(random.Next(all.Length))!) : null
        : type.IsAssignableTo(typeof(IIdentifier)) ? Activator.CreateInstance(type, Id())
        : type == typeof(ExecutionEvent) ? Make(Kinds[random.Next(Kinds.Length)])
        : null;

    public static Type[] Kinds { get; } =
    [
        .. typeof(ExecutionEvent).Assembly.GetTypes()
            .Where(static t => !t.IsAbstract && t.IsAssignableTo(typeof(ExecutionEvent))),
    ];

    private Array List(Type type, int count)
    {
        var list = Array.CreateInstance(type, count);
        for (int i = 0; i < count; i++)
        {
            list.SetValue(Make(type), i);
        }

        return list;
    }

    /// <summary>The model refuses some values; another one then.</summary>
    private static object Tried(Func<object> make)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return make();
            }
            catch (TargetInvocationException refusal)
                when (refusal.InnerException is ArgumentException && attempt < 500)
            {
                // the next attempt has other values
            }
        }
    }

    private decimal Decimal()
    {
        int words = random.Next(4);
        return new decimal(
            words > 0 ? random.Next(int.MinValue, int.MaxValue) : random.Next(3),
            words > 1 ? random.Next(int.MinValue, int.MaxValue) : 0,
            words > 2 ? random.Next(int.MinValue, int.MaxValue) : 0,
            random.Next(3) == 0,
            (byte)random.Next(29));
    }

    private long Number() => random.Next(4) switch
    {
        0 => random.Next(300),
        1 => random.NextInt64(),
        2 => 1L << random.Next(63),
        _ => (1L << random.Next(63)) - 1,
    };

    private DateTimeOffset Time()
    {
        long ticks = random.Next(4) switch
        {
            0 => random.NextInt64(DateTimeOffset.MaxValue.Ticks),
            1 => DateTimeOffset.UnixEpoch.Ticks + (random.NextInt64(1L << 35) * TimeSpan.TicksPerSecond),
            2 => DateTimeOffset.UnixEpoch.Ticks + random.NextInt64(1L << 34) + random.Next(),
            _ => new DateTime(2026, 3, 1).Ticks + random.NextInt64(TimeSpan.TicksPerDay),
        };
        return new DateTimeOffset(Math.Min(ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
    }

    private ReadOnlyMemory<byte> Hash()
    {
        var hash = new byte[32];
        random.NextBytes(hash);
        return hash;
    }

    private string Id() => Of(Letters, random.Next(8) == 0 ? 128 : random.Next(1, 40));

    private string Text() => "t" + Of(Letters + " \n\"\\\u0000\u2028", random.Next(8) == 0 ? 505 : random.Next(40))
        + (random.Next(2) == 0 ? "\U0001F600" : string.Empty);

    private string Of(string alphabet, int length) =>
        string.Create(length, (random, alphabet), static (span, from) =>
        {
            foreach (ref char c in span)
            {
                c = from.alphabet[from.random.Next(from.alphabet.Length)];
            }
        });
}
