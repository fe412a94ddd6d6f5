using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Access;

/// <summary>For whom a board is: nobody asks yet who it really is that looks.</summary>
public abstract record Viewer
{
    private Viewer() { }

    /// <summary>Who runs the service, and sees what is in it.</summary>
    public sealed record Operator : Viewer;

    /// <summary>Anybody.</summary>
    public sealed record Public : Viewer;

    /// <summary>A section or a federation.</summary>
    public sealed record Member(Address Body) : Viewer;

    /// <summary>How much it sees of the strikes of a section.</summary>
    public Detail DetailOf(World world, SectionId section)
    {
        var openness = world.Sections.Find(section.Value)?.Strikes.Openness ?? Openness.Default;
        return this switch
        {
            Operator => Detail.Books,
            Public => openness.Public,
            Member { Body: var body } when body == section => Detail.Books,
            // Whoever shares a federation with it: those above, those beside it, and these federations themselves.
            Member { Body: var body } when world.Counters.Bodies.Share(body, section) =>
                openness.Federation > openness.Public ? openness.Federation : openness.Public,
            Member => openness.Public,
            _ => throw new UnreachableException($"viewer {GetType().Name}"),
        };
    }

    /// <summary>Whether it may read what is the body's alone, whatever any openness says: its book, its inbox, what it
    /// carries for others.</summary>
    public bool Owns(Address body) => this is Operator || (this is Member member && member.Body == body);

    /// <summary>When what is shown of something was last another: when it changed, or when it may have come to be
    /// shown more of, or less.</summary>
    /// <param name="changed">The journal's position of the last entry that changed the thing itself.</param>
    public long ChangedAt(World world, long changed) =>
        this is Operator ? changed : Math.Max(changed, world.Counters.Bodies.OpennessChangedAt);

    /// <summary>As requests name it; for messages to people.</summary>
    public sealed override string ToString() => this switch
    {
        Operator => "whoever runs this service",
        Public => "public",
        Member { Body: var body } => body.ToString(),
        _ => throw new UnreachableException($"viewer {GetType().Name}"),
    };
}
