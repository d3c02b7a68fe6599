using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace PositionRecovery.Tidy.Tests.PublicApi;

/// <summary>The public surface as text: every type with its members, in an order that no build changes.</summary>
internal static class ApiPrinter
{
    public static string Print(IEnumerable<Type> types) =>
        string.Join('\n', types.OrderBy(type => type.FullName, StringComparer.Ordinal).Select(Print));

    private static string Print(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return Delegate(type);
        }

        var text = new StringBuilder().Append(Header(type)).Append("\n{\n");
        foreach (string line in type.IsEnum ? EnumMembers(type) : new MemberPrinter(type).Lines())
        {
            text.Append("    ").Append(line).Append('\n');
        }

        return text.Append("}\n").ToString();
    }

    private static string Delegate(Type type)
    {
        MethodInfo invoke = type.GetMethod("Invoke")!;
        var nullability = new NullabilityInfoContext();
        string returns = TypeNames.Of(invoke.ReturnType, nullability.Create(invoke.ReturnParameter));
        string parameters = MemberPrinter.Parameters(nullability, invoke.GetParameters());
        return $"delegate {returns} {FullName(type)}({parameters});\n";
    }

    private static string Header(Type type)
    {
        string attributes = (type.IsDefined(typeof(FlagsAttribute), false) ? "[Flags] " : "")
            + (type.IsDefined(typeof(ObsoleteAttribute), false) ? "[Obsolete] " : "");
        string bases = string.Join(", ", Bases(type));
        string constraints = string.Concat(type.GetGenericArguments().Select(MemberPrinter.Constraints));
        return $"{attributes}{Kind(type)} {FullName(type)}{(bases.Length == 0 ? "" : " : " + bases)}{constraints}";
    }

    private static string FullName(Type type) => $"{type.Namespace}.{TypeNames.Of(type)}";

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => StructKind(type),
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => (type.IsSealed ? "sealed " : type.IsAbstract ? "abstract " : "") + (IsRecord(type) ? "record" : "class"),
    };

    private static string StructKind(Type type) =>
        (type.IsDefined(typeof(IsReadOnlyAttribute), false) ? "readonly " : "")
        + (type.IsByRefLike ? "ref " : "")
        + (IsRecord(type) ? "record struct" : "struct");

    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance, [typeof(StringBuilder)])
            is not null;

    private static IEnumerable<string> Bases(Type type)
    {
        if (type.IsEnum)
        {
            Type underlying = Enum.GetUnderlyingType(type);
            return underlying == typeof(int) ? [] : [TypeNames.Of(underlying)];
        }

        Type[] inherited = type.BaseType?.GetInterfaces() ?? [];
        IEnumerable<string> interfaces = type.GetInterfaces()
            .Where(i => i.IsVisible && !inherited.Contains(i) && !IsOwnEquality(type, i))
            .Select(i => TypeNames.Of(i))
            .Order(StringComparer.Ordinal);
        bool hasBase = type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType);
        return hasBase ? [TypeNames.Of(type.BaseType!), .. interfaces] : interfaces;
    }

    private static bool IsOwnEquality(Type type, Type candidate) =>
        IsRecord(type) && candidate == typeof(IEquatable<>).MakeGenericType(type);

    private static IEnumerable<string> EnumMembers(Type type) =>
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        let number = Convert.ToDecimal(field.GetRawConstantValue(), CultureInfo.InvariantCulture)
        orderby number, field.Name
        select $"{field.Name} = {number.ToString(CultureInfo.InvariantCulture)}";
}
