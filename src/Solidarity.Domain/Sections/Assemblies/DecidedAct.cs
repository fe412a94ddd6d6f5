using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Mandates;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.Pledges;

namespace Solidarity.Domain.Sections.Assemblies;

/// <summary>An act that a question carries, and that follows by itself when the question is carried.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "act")]
[JsonDerivedType(typeof(ToPledge), "pledge")]
[JsonDerivedType(typeof(ToGrant), "grant")]
[JsonDerivedType(typeof(ToRecall), "recall")]
[JsonDerivedType(typeof(ToDeclare), "declare")]
[JsonDerivedType(typeof(ToEnd), "end")]
public abstract record DecidedAct
{
    private DecidedAct() { }

    /// <summary>A pledge.</summary>
    /// <param name="HonourNow">Send the money at once.</param>
    public sealed record ToPledge(PledgeId Pledge, StrikeId Strike, AidKind Kind, Amount Amount, bool HonourNow)
        : DecidedAct;

    /// <summary>A mandate.</summary>
    public sealed record ToGrant(MandateId Mandate, MandateTerms Terms) : DecidedAct;

    /// <summary>The recall of a mandate.</summary>
    public sealed record ToRecall(MandateId Mandate) : DecidedAct;

    /// <summary>A strike of the section's own.</summary>
    public sealed record ToDeclare(StrikeId Strike, StrikeFacts Facts) : DecidedAct;

    /// <summary>The end of one.</summary>
    public sealed record ToEnd(StrikeId Strike, Outcome Outcome, string Note) : DecidedAct;

    [JsonIgnore]
    public ActKind Decides => this switch
    {
        ToPledge { Kind: AidKind.Loan } => ActKind.Loans,
        ToPledge => ActKind.Pledges,
        ToGrant => ActKind.Mandates,
        ToRecall => ActKind.Recalls,
        ToDeclare => ActKind.Strikes,
        ToEnd => ActKind.StrikeEnds,
        _ => throw new UnreachableException($"act {GetType().Name}"),
    };

    /// <summary>What it disposes of.</summary>
    [JsonIgnore]
    public Amount? Sum => (this as ToPledge)?.Amount;

    /// <summary>The strike that it is for.</summary>
    [JsonIgnore]
    public StrikeId? About => this switch
    {
        ToPledge a => a.Strike,
        ToDeclare a => a.Strike,
        ToEnd a => a.Strike,
        _ => null,
    };

    /// <summary>As the section is asked for it.</summary>
    internal SectionCommand Under(QuestionId decision)
    {
        var authority = Authority.Of(decision);
        return this switch
        {
            ToPledge a => new PledgeCommand.MakePledge(
                a.Pledge, a.Strike, a.Kind, a.Amount, authority, a.HonourNow, LapsesAt: null, Again: true),
            ToGrant a => new MandateCommand.GrantMandate(a.Mandate, a.Terms, authority),
            ToRecall a => new MandateCommand.RecallMandate(a.Mandate, authority),
            ToDeclare a => new OwnStrikeCommand.DeclareStrike(a.Strike, a.Facts, authority),
            ToEnd a => new OwnStrikeCommand.EndStrike(a.Strike, a.Outcome, a.Note, authority),
            _ => throw new UnreachableException($"act {GetType().Name}"),
        };
    }
}
