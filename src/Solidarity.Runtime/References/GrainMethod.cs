using System.Linq.Expressions;
using System.Reflection;

namespace Solidarity.Runtime;

/// <summary>The result of a call that returns nothing.</summary>
internal readonly struct Nothing;

/// <summary>A method of a grain interface; <typeparamref name="TArgs"/> is the value tuple of its arguments.</summary>
internal sealed class GrainMethod<TArgs>(MethodInfo method)
{
    public bool Interleaves { get; } = method.GetCustomAttribute<AlwaysInterleaveAttribute>() is not null;

    public bool IsReadOnly { get; } = method.GetCustomAttribute<ReadOnlyAttribute>() is not null;

    /// <summary>Calls the method on a grain.</summary>
    public Func<Grain, TArgs, Task> Body { get; } = Compile(method);

    // (grain, args) => ((IInterface)grain).Method(args.Item1, args.Item2), and .AsTask() where it returns a ValueTask.
    private static Func<Grain, TArgs, Task> Compile(MethodInfo method)
    {
        var grain = Expression.Parameter(typeof(Grain));
        var args = Expression.Parameter(typeof(TArgs));
        var items = method.GetParameters().Select((_, index) => Expression.Field(args, $"Item{index + 1}"));
        Expression call = Expression.Call(Expression.Convert(grain, method.DeclaringType!), method, items);
        if (!method.ReturnType.IsAssignableTo(typeof(Task)))
            call = Expression.Call(call, nameof(ValueTask.AsTask), null);
        return Expression.Lambda<Func<Grain, TArgs, Task>>(call, grain, args).Compile();
    }
}
