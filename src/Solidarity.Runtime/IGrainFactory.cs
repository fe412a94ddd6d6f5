namespace Solidarity.Runtime;

/// <summary>Gives references to grains. Safe for use from any thread.</summary>
public interface IGrainFactory
{
    /// <summary>
    /// A reference to the grain with this key, which need not be active: a call activates it. References are small,
    /// hold nothing of the grain alive, and are equal when they name the same grain.
    /// </summary>
    /// <param name="primaryKey">The key; at most <see cref="GrainOptions.KeyLengthMax"/> characters, not blank.</param>
    /// <param name="grainClassNamePrefix">Chooses among several classes that implement the interface.</param>
    /// <exception cref="ArgumentException">The key is blank or too long, or no single class fits.</exception>
    T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null) where T : IGrainWithStringKey;
}
