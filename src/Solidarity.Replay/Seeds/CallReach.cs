namespace Solidarity.Replay.Seeds;

/// <summary>
/// Whom one strike's call has reached. A federation that hears it relays it to all its members, and to the federations
/// above it as far as the scope allows, once. Who joined later, or could hear of it by a second relay only, does not
/// count as reached here: whoever answered then is addressed by name, and that is right in either case.
/// </summary>
internal sealed class CallReach(Story story)
{
    private readonly HashSet<BodyId> _reached = [];

    public FederationLevel Scope { get; private set; } = FederationLevel.Local;

    public bool Includes(BodyId body) => _reached.Contains(body);

    /// <summary>Raises the scope; it never narrows.</summary>
    public void Widen(FederationLevel scope) => Scope = scope > Scope ? scope : Scope;

    /// <summary>Costs one look at all affiliations for each federation that hears the call.</summary>
    public void Spread(IEnumerable<BodyId> starts, DateOnly day)
    {
        var waiting = new Queue<BodyId>(starts);
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
