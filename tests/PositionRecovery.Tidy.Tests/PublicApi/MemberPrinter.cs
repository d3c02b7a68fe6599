using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PositionRecovery.Tidy.Tests.PublicApi;

/// <summary>One line for each member that users can see; what the compiler adds to records is left out.</summary>
internal sealed class MemberPrinter(Type type)
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly NullabilityInfoContext _nullability = new();
    private readonly object? _defaults = Values.IsOptions(type) ? Activator.CreateInstance(type) : null;

    public IEnumerable<string> Lines() =>
    [
        .. Sorted(type.GetConstructors(Declared).Where(IsWritten), Constructor),
        .. Sorted(type.GetFields(Declared).Where(IsVisible), Field),
        .. Sorted(type.GetProperties(Declared).Where(IsVisible), Property),
        .. Sorted(type.GetEvents(Declared).Where(e => IsSeen(e.AddMethod!)), Event),
        .. Sorted(type.GetMethods(Declared).Where(IsOrdinaryMethod), Method),
    ];

    public static string Parameters(NullabilityInfoContext nullability, IEnumerable<ParameterInfo> parameters) =>
        string.Join(", ", parameters.Select(parameter => Parameter(nullability, parameter)));

    private static IEnumerable<string> Sorted<T>(IEnumerable<T> members, Func<T, string> print) where T : MemberInfo =>
        members.Select(member => (member.Name, Line: print(member)))
            .OrderBy(printed => printed.Name, StringComparer.Ordinal)
            .ThenBy(printed => printed.Line, StringComparer.Ordinal)
            .Select(printed => printed.Line);

    private string Constructor(ConstructorInfo constructor)
    {
        string required = Has<SetsRequiredMembersAttribute>(constructor) ? "[SetsRequiredMembers] " : "";
        string parameters = Parameters(_nullability, constructor.GetParameters());
        return $"{Obsolete(constructor)}{required}{Access(constructor)}{type.Name.Split('`')[0]}({parameters});";
    }

    private string Field(FieldInfo field)
    {
        string access = field.IsPublic ? "" : "protected ";
        string typeName = TypeNames.Of(field.FieldType, _nullability.Create(field));
        string declaration = (field.IsLiteral, field.IsStatic, field.IsInitOnly) switch
        {
            (true, _, _) => $"const {typeName} {field.Name} = {Values.Of(field.GetRawConstantValue())}",
            (_, true, true) => $"static readonly {typeName} {field.Name}",
            (_, true, _) => $"static {typeName} {field.Name}",
            (_, _, true) => $"readonly {typeName} {field.Name}",
            _ => $"{typeName} {field.Name}",
        };
        return $"{Obsolete(field)}{access}{declaration};";
    }

    private string Property(PropertyInfo property)
    {
        MethodInfo accessor = property.GetAccessors(nonPublic: true).First(IsSeen);
        string required = Has<RequiredMemberAttribute>(property) ? "required " : "";
        ParameterInfo[] index = property.GetIndexParameters();
        bool hasDefault = _defaults is not null && property.CanRead && index.Length == 0 && !accessor.IsStatic;
        string name = index.Length == 0 ? property.Name : $"this[{Parameters(_nullability, index)}]";
        string typeName = TypeNames.Of(property.PropertyType, _nullability.Create(property));
        string initial = hasDefault ? $" = {Values.Of(property.GetValue(_defaults))}" : "";
        string accessors = string.Join(' ', Accessors(property, accessor));
        string modifiers = Obsolete(property) + Access(accessor) + Modifiers(accessor) + required;
        return $"{modifiers}{typeName} {name} {{ {accessors} }}{initial}";
    }

    private IEnumerable<string> Accessors(PropertyInfo property, MethodInfo widest)
    {
        MethodInfo?[] accessors = [property.GetMethod, property.SetMethod];
        foreach (MethodInfo accessor in accessors.OfType<MethodInfo>().Where(IsSeen))
        {
            bool isInit = accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
            string kind = accessor == property.GetMethod ? "get;" : isInit ? "init;" : "set;";
            yield return (Access(accessor) == Access(widest) ? "" : Access(accessor)) + kind;
        }
    }

    private string Event(EventInfo e) =>
        Obsolete(e) + Access(e.AddMethod!) + Modifiers(e.AddMethod!)
        + $"event {TypeNames.Of(e.EventHandlerType!)} {e.Name};";

    private string Method(MethodInfo method)
    {
        string extension = Has<ExtensionAttribute>(method) ? "this " : "";
        Type[] arguments = method.GetGenericArguments();
        string generic = arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(a => a.Name))}>";
        string returns = ByRef(method.ReturnParameter)
            + TypeNames.Of(method.ReturnType, _nullability.Create(method.ReturnParameter));
        string parameters = extension + Parameters(_nullability, method.GetParameters());
        string constraints = string.Concat(arguments.Select(Constraints));
        string modifiers = Obsolete(method) + Access(method) + Modifiers(method);
        return $"{modifiers}{returns} {method.Name}{generic}({parameters}){constraints};";
    }

    public static string Constraints(Type parameter)
    {
        GenericParameterAttributes flags = parameter.GenericParameterAttributes;
        bool isClass = flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint);
        bool isStruct = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        bool isNew = !isStruct && flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint);
        IEnumerable<string> types = parameter.GetGenericParameterConstraints()
            .Where(constraint => constraint != typeof(ValueType))
            .Select(constraint => TypeNames.Of(constraint));
        string[] all = [isClass ? "class" : "", isStruct ? "struct" : "", .. types, isNew ? "new()" : ""];
        all = [.. all.Where(constraint => constraint.Length > 0)];
        return all.Length == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", all)}";
    }

    private static string Parameter(NullabilityInfoContext nullability, ParameterInfo parameter)
    {
        string passing = Has<ParamArrayAttribute>(parameter) || Has<ParamCollectionAttribute>(parameter)
            ? "params "
            : ByRef(parameter);
        string typeName = TypeNames.Of(parameter.ParameterType, nullability.Create(parameter));
        return $"{passing}{typeName} {parameter.Name}{Default(parameter)}";
    }

    private static string Default(ParameterInfo parameter) => parameter switch
    {
        { HasDefaultValue: false } => "",
        { RawDefaultValue: null, ParameterType.IsValueType: true } => " = default",
        _ => $" = {Values.Of(parameter.DefaultValue)}",
    };

    private static string ByRef(ParameterInfo parameter) => parameter switch
    {
        { ParameterType.IsByRef: false } => "",
        { IsOut: true } => "out ",
        { IsIn: true } => "in ",
        _ => Has<IsReadOnlyAttribute>(parameter) ? "ref readonly " : "ref ",
    };

    private string Modifiers(MethodInfo method)
    {
        bool isOverride = method.IsVirtual && method.GetBaseDefinition().DeclaringType != method.DeclaringType;
        return (type.IsInterface, method) switch
        {
            (true, { IsStatic: true, IsAbstract: true }) => "static abstract ",
            (_, { IsStatic: true }) => "static ",
            (true, { IsAbstract: false }) => "virtual ",
            (true, _) => "",
            (_, { IsAbstract: true }) => isOverride ? "abstract override " : "abstract ",
            (_, { IsVirtual: true, IsFinal: false }) when !isOverride => type.IsSealed ? "" : "virtual ",
            _ when isOverride => method.IsFinal ? "sealed override " : "override ",
            _ => "",
        };
    }

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    // The compiler itself marks constructors of types with required members obsolete, for old compilers.
    private static string Obsolete(MemberInfo member) =>
        Has<ObsoleteAttribute>(member) && !Has<CompilerFeatureRequiredAttribute>(member) ? "[Obsolete] " : "";

    private bool IsOrdinaryMethod(MethodInfo method) =>
        IsWritten(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private bool IsVisible(PropertyInfo property) =>
        property.Name != "EqualityContract" && property.GetAccessors(nonPublic: true).Any(IsSeen);

    private bool IsVisible(FieldInfo field) =>
        !field.IsSpecialName && (field.IsPublic || (!type.IsSealed && (field.IsFamily || field.IsFamilyOrAssembly)));

    private bool IsWritten(MethodBase method) => IsSeen(method) && !Has<CompilerGeneratedAttribute>(method);

    private bool IsSeen(MethodBase method) =>
        method.IsPublic || (!type.IsSealed && (method.IsFamily || method.IsFamilyOrAssembly));

    private static bool Has<T>(MemberInfo member) where T : Attribute => member.IsDefined(typeof(T), inherit: false);

    private static bool Has<T>(ParameterInfo parameter) where T : Attribute =>
        parameter.IsDefined(typeof(T), inherit: false);
}
