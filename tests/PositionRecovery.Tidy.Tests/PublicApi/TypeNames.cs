using System.Reflection;

namespace PositionRecovery.Tidy.Tests.PublicApi;

/// <summary>Types as C# writes them, with nullability, without namespaces.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying, Argument(nullability, 0, underlying)) + "?";
        }

        string mark = !type.IsValueType && IsNullable(nullability) ? "?" : "";
        return Plain(type, nullability) + mark;
    }

    private static string Plain(Type type, NullabilityInfo? nullability)
    {
        if (type.IsArray)
        {
            string commas = new(',', type.GetArrayRank() - 1);
            return $"{Of(type.GetElementType()!, nullability?.ElementType)}[{commas}]";
        }

        if (type.IsPointer)
        {
            return Of(type.GetElementType()!) + "*";
        }

        return Keywords.TryGetValue(type, out string? keyword) ? keyword : Named(type, nullability);
    }

    private static string Named(Type type, NullabilityInfo? nullability)
    {
        Type[] all = type.GetGenericArguments();
        int outer = type.IsGenericParameter ? 0 : type.DeclaringType?.GetGenericArguments().Length ?? 0;
        string prefix = type.IsNested && !type.IsGenericParameter ? Named(type.DeclaringType!, null) + "." : "";
        string name = prefix + type.Name.Split('`')[0];
        IEnumerable<string> own = all.Skip(outer)
            .Select((argument, index) => Of(argument, Argument(nullability, outer + index, argument)));
        return all.Length == outer ? name : $"{name}<{string.Join(", ", own)}>";
    }

    private static NullabilityInfo? Argument(NullabilityInfo? nullability, int index, Type expected) =>
        nullability?.GenericTypeArguments is { } all && index < all.Length && all[index].Type == expected
            ? all[index]
            : null;

    private static bool IsNullable(NullabilityInfo? nullability) =>
        nullability is { ReadState: NullabilityState.Nullable } or { WriteState: NullabilityState.Nullable };
}
