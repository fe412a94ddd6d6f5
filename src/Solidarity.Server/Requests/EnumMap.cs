using System.Collections.Frozen;

namespace Solidarity.Server.Requests;

/// <summary>
/// Which member of an enumeration of the API is which of the domain's: the one with the same name, or the one that is
/// given as an exception. The table is built once; a look-up allocates nothing.
/// </summary>
internal sealed class EnumMap<TWire, TDomain> where TWire : struct, Enum where TDomain : struct, Enum
{
    private readonly FrozenDictionary<TWire, TDomain> _toDomain;
    private readonly FrozenDictionary<TDomain, TWire> _toWire;

    /// <param name="exceptions">Members that mean the same under two names.</param>
    public EnumMap(params (TWire Wire, TDomain Domain)[] exceptions)
    {
        var pairs = exceptions.ToList();
        foreach (var domain in Enum.GetValues<TDomain>())
            if (!exceptions.Any(pair => pair.Domain.Equals(domain)) && Enum.TryParse($"{domain}", out TWire wire))
                pairs.Add((wire, domain));
        _toDomain = pairs.ToFrozenDictionary(pair => pair.Wire, pair => pair.Domain);
        _toWire = pairs.ToFrozenDictionary(pair => pair.Domain, pair => pair.Wire);
    }

    /// <summary>Null for what is unspecified, unknown, or the API's alone.</summary>
    public TDomain? ToDomain(TWire wire) => _toDomain.TryGetValue(wire, out var domain) ? domain : null;

    public TWire ToWire(TDomain domain) => _toWire.TryGetValue(domain, out var wire)
        ? wire
        : throw new UnreachableException($"{typeof(TDomain).Name}.{domain} is not in the API.");
}
