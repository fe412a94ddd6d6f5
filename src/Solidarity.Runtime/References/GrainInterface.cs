namespace Solidarity.Runtime;

/// <summary>A grain interface and the classes that implement it.</summary>
internal sealed class GrainInterface(Type type, GrainKind[] kinds)
{
    private readonly Func<GrainKind, string, GrainReference> _refer = ReferenceEmitter.ReferencesTo(type);

    public GrainReference Refer(string key, string? classNamePrefix) =>
        _refer(kinds.Length == 1 && classNamePrefix is null ? kinds[0] : Choose(classNamePrefix), key);

    private GrainKind Choose(string? prefix)
    {
        bool Fits(GrainKind kind) => prefix is null || kind.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal);
        var fitting = Array.Find(kinds, kind => kind.Type.FullName == prefix) is { } named
            ? [named]
            : Array.FindAll(kinds, Fits);
        return fitting.Length == 1 ? fitting[0] : throw new ArgumentException(
            $"{fitting.Length} of the classes {string.Join(", ", kinds.Select(kind => kind.Type.FullName))} "
            + $"that implement {type} begin with '{prefix}': name one");
    }
}
