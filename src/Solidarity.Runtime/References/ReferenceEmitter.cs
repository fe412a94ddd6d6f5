using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Solidarity.Runtime;

/// <summary>
/// Writes the class of the references to a grain interface, once per interface and process, as the compiler would:
/// <code>
/// sealed class Reference(GrainKind kind, string key) : GrainReference(kind, key), ISection
/// {
///     static GrainMethod&lt;ValueTuple&lt;Pledge, string&gt;&gt; method0;
///     Task&lt;Answer&gt; ISection.Ask(Pledge pledge, string by) =>
///         CallForTaskOf&lt;ValueTuple&lt;Pledge, string&gt;, Answer&gt;(method0, new(pledge, by));
/// }
/// </code>
/// A System.Reflection.DispatchProxy would be less code, but boxes the arguments into an array and calls by reflection.
/// </summary>
internal static class ReferenceEmitter
{
    // The largest value tuple that does not nest another.
    private const int ArgumentsMax = 7;

    private const BindingFlags Inherited = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly ConcurrentDictionary<Type, Func<GrainKind, string, GrainReference>> Known = new();

    public static Func<GrainKind, string, GrainReference> ReferencesTo(Type grainInterface) =>
        Known.GetOrAdd(grainInterface, Emit);

    private static Func<GrainKind, string, GrainReference> Emit(Type grainInterface)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(
            new AssemblyName($"References.{grainInterface.Name}"), AssemblyBuilderAccess.Run);
        var type = assembly.DefineDynamicModule("References").DefineType(
            $"{grainInterface.Name}.Reference", TypeAttributes.Sealed, typeof(GrainReference), [grainInterface]);
        EmitConstructor(type);
        var methods = grainInterface.GetInterfaces().Append(grainInterface).SelectMany(MethodsOf).ToArray();
        AllowAccess(assembly, methods);
        var fields = methods.Select((method, index) => EmitMethod(type, method, index)).ToArray();

        var reference = type.CreateType();
        foreach (var (name, method) in fields)
            reference.GetField(name, BindingFlags.Static | BindingFlags.NonPublic)!.SetValue(null, method);
        var kind = Expression.Parameter(typeof(GrainKind));
        var key = Expression.Parameter(typeof(string));
        return Expression.Lambda<Func<GrainKind, string, GrainReference>>(
            Expression.New(reference.GetConstructors(Inherited)[0], kind, key), kind, key).Compile();
    }

    private static void EmitConstructor(TypeBuilder type)
    {
        var inherited = typeof(GrainReference).GetConstructors(Inherited)[0];
        var code = type.DefineConstructor(
            MethodAttributes.Public, CallingConventions.Standard, [typeof(GrainKind), typeof(string)]).GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldarg_2);
        code.Emit(OpCodes.Call, inherited);
        code.Emit(OpCodes.Ret);
    }

    private static (string Field, object Method) EmitMethod(TypeBuilder type, MethodInfo method, int index)
    {
        var parameters = Array.ConvertAll(method.GetParameters(), parameter => parameter.ParameterType);
        var tuple = TupleOf(parameters);
        var described = typeof(GrainMethod<>).MakeGenericType(tuple);
        var field = type.DefineField($"method{index}", described, FieldAttributes.Static | FieldAttributes.Assembly);
        var emitted = type.DefineMethod(
            $"{method.DeclaringType!.Name}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig,
            method.ReturnType,
            parameters);
        var code = emitted.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldsfld, field);
        for (var argument = 1; argument <= parameters.Length; argument++)
            code.Emit(OpCodes.Ldarg, (short)argument);
        if (parameters.Length > 0)
            code.Emit(OpCodes.Newobj, tuple.GetConstructor(parameters)!);
        else
            code.Emit(OpCodes.Ldloc, code.DeclareLocal(tuple));
        code.Emit(OpCodes.Call, CallerFor(method.ReturnType).MakeGenericMethod(tuple, ResultOf(method.ReturnType)));
        code.Emit(OpCodes.Ret);
        type.DefineMethodOverride(emitted, method);
        return (field.Name, Activator.CreateInstance(described, method)!);
    }

    private static MethodInfo CallerFor(Type returned)
    {
        var open = returned.IsGenericType ? returned.GetGenericTypeDefinition() : returned;
        var name = open == typeof(Task) ? "CallForTask"
            : open == typeof(ValueTask) ? "CallForValueTask"
            : open == typeof(Task<>) ? "CallForTaskOf"
            : "CallForValueTaskOf";
        return typeof(GrainReference).GetMethod(name, Inherited)!;
    }

    private static Type ResultOf(Type returned) =>
        returned.IsGenericType ? returned.GetGenericArguments()[0] : typeof(Nothing);

    private static Type TupleOf(Type[] types) => types.Length == 0
        ? typeof(ValueTuple)
        : Type.GetType($"System.ValueTuple`{types.Length}", throwOnError: true)!.MakeGenericType(types);

    private static MethodInfo[] MethodsOf(Type type)
    {
        var methods = type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        foreach (var method in methods)
        {
            var returned = method.ReturnType;
            var open = returned.IsGenericType ? returned.GetGenericTypeDefinition() : returned;
            var isAwaited = open == typeof(Task) || open == typeof(Task<>)
                || open == typeof(ValueTask) || open == typeof(ValueTask<>);
            var parameters = method.GetParameters();
            if (!isAwaited || method.IsGenericMethod || parameters.Length > ArgumentsMax
                || parameters.Any(parameter => parameter.ParameterType.IsByRefLike || parameter.ParameterType.IsByRef))
                throw new NotSupportedException(
                    $"{type}.{method.Name} cannot be called on a grain: it must return Task, Task<T>, ValueTask or "
                    + $"ValueTask<T>, and take at most {ArgumentsMax} arguments, none of them by reference or generic");
        }
        return methods;
    }

    // Grain interfaces and what they carry may be internal; the emitted assembly is let in to see them.
    private static void AllowAccess(AssemblyBuilder assembly, MethodInfo[] methods)
    {
        var constructor = typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;
        var names = methods
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType)
                .Append(method.ReturnType).Append(method.DeclaringType!).SelectMany(WithArguments))
            .Append(typeof(GrainReference))
            .Select(type => type.Assembly.GetName().Name)
            .Distinct();
        foreach (var name in names)
            assembly.SetCustomAttribute(new CustomAttributeBuilder(constructor, [name]));
    }

    private static IEnumerable<Type> WithArguments(Type type) =>
        type.GetGenericArguments().SelectMany(WithArguments).Append(type.GetElementType() ?? type);
}
