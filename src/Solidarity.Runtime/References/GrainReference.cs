namespace Solidarity.Runtime;

/// <summary>
/// A grain's class and key. For each grain interface <see cref="ReferenceEmitter"/> derives a class from this one whose
/// methods do nothing but pass their arguments to one of the methods here.
/// </summary>
internal abstract class GrainReference(GrainKind kind, string key) : IEquatable<GrainReference>
{
    public GrainKind Kind { get; } = kind;

    public string Key { get; } = key;

    public bool Equals(GrainReference? other) => other is not null && other.Kind == Kind && other.Key == Key;

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => HashCode.Combine(Kind, Key);

    public override string ToString() => $"{Kind.Type.Name}/{Key}";

    protected Task CallForTask<TArgs, TResult>(GrainMethod<TArgs> method, TArgs args) =>
        CallForTaskOf<TArgs, TResult>(method, args);

    protected ValueTask CallForValueTask<TArgs, TResult>(GrainMethod<TArgs> method, TArgs args) =>
        new(CallForTaskOf<TArgs, TResult>(method, args));

    protected ValueTask<TResult> CallForValueTaskOf<TArgs, TResult>(GrainMethod<TArgs> method, TArgs args) =>
        new(CallForTaskOf<TArgs, TResult>(method, args));

    protected Task<TResult> CallForTaskOf<TArgs, TResult>(GrainMethod<TArgs> method, TArgs args)
    {
        var call = new GrainCall<TArgs, TResult>(method, args);
        Kind.Send(Key, call);
        return call.Answer;
    }
}
