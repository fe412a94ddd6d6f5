using Solidarity.Domain.Bodies;

namespace Solidarity.Replay.Seeds;

/// <summary>
/// Whom one strike's call has reached. A federation that hears it relays it to all its members, and to the federations
/// above it as far as the scope allows, once. Who joined later, or could hear of it by a second relay only, does not
/// count as reached here: whoever answered then is addressed by name, and that is right in either case.
/// </summary>
internal sealed class CallReach(Story story)
{
    private readonly HashSet<Address> _reached = [];

    public V1.Level Scope { get; private set; } = V1.Level.Local;

    public bool Includes(Address body) => _reached.Contains(body);

    /// <summary>Raises the scope; it never narrows.</summary>
    public void Widen(V1.Level scope) => Scope = scope > Scope ? scope : Scope;

    /// <summary>Costs one look at all affiliations for each federation that hears the call.</summary>
    public void Spread(IEnumerable<Address> starts, DateOnly day)
    {
        var waiting = new Queue<Address>(starts);
        while (waiting.TryDequeue(out var body))
        {
            if (!_reached.Add(body) || body.Kind is BodyKind.Section)
                continue;
            foreach (var affiliation in story.Affiliations.Where(affiliation => affiliation.IsOn(day)))
            {
                if (affiliation.Federation == body)
                    waiting.Enqueue(affiliation.Member);
                else if (affiliation.Member == body && story.LevelOf(affiliation.Federation) <= Scope)
                    waiting.Enqueue(affiliation.Federation);
            }
        }
    }
}
