using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using Solidarity.Domain.Text;

namespace Solidarity.Domain.Strikes.Aid;

/// <summary>The aid and support that givers have told a strike of, and what it comes to. Totals and counts are kept
/// beside what they are of, so that a board costs the same with ten givers as with a hundred thousand.</summary>
/// <param name="Givers">All whose answer is known.</param>
/// <param name="OtherPieces">How many pieces of aid that are no answers, as redirected repayments, each giver has told.
/// </param>
/// <param name="Reported">How many of <paramref name="Pieces"/> the striking section has booked or reported itself.
/// </param>
/// <param name="WithoutSum">How many pieces are promised or sent with no sum on record.</param>
public sealed record StrikeAid(
    ImmutableSortedDictionary<Party, Giver> Givers, AnswerCounts Answers,
    ImmutableSortedDictionary<AidKey, AidPiece> Pieces, ImmutableSortedDictionary<Party, int> OtherPieces,
    int Reported, int WithoutSum, ImmutableSortedDictionary<Currency, AidTotals> Totals,
    ImmutableSortedDictionary<AidKey, TranchesAhead> Tranches, ImmutableSortedDictionary<AidKey, Support> Support)
{
    /// <summary>The most givers whose answers one strike keeps.</summary>
    public const int GiversMax = 500_000;

    /// <summary>The most pieces of aid that givers have told, in all.</summary>
    public const int AidMax = 500_000;

    /// <summary>The most that the striking section books from outside and reports; apart from what givers tell.
    /// </summary>
    public const int ReportedMax = 100_000;

    /// <summary>The most promises in tranches, in all.</summary>
    public const int TranchesMax = 100_000;

    public const int SupportMax = 100_000;

    /// <summary>So many pieces of aid, and offers of support, keep their notes whole, however long...</summary>
    public const int WholeNotesMax = 20_000;

    /// <summary>... of each giver only so many; of others the first characters are kept.</summary>
    public const int WholeNotesPerGiverMax = 20;

    public const int NoteCharsMax = 80;

    public static readonly StrikeAid None = new(
        ImmutableSortedDictionary<Party, Giver>.Empty, AnswerCounts.None,
        ImmutableSortedDictionary<AidKey, AidPiece>.Empty, ImmutableSortedDictionary<Party, int>.Empty,
        Reported: 0, WithoutSum: 0, ImmutableSortedDictionary<Currency, AidTotals>.Empty,
        ImmutableSortedDictionary<AidKey, TranchesAhead>.Empty, ImmutableSortedDictionary<AidKey, Support>.Empty);
}

/// <summary>What a strike is told about aid and other support for a strike.</summary>
[JsonDerivedType(typeof(LearnSupport), "learn-support")]
[JsonDerivedType(typeof(LearnTranches), "learn-tranches")]
[JsonDerivedType(typeof(LearnAid), "learn-aid")]
[JsonDerivedType(typeof(LearnMoney), "learn-money")]
internal abstract record AidCommand : StrikeCommand
{
    private AidCommand() { }

    internal override SectionId? SpokenBy => this switch
    {
        LearnAid c => c.By,
        LearnMoney c => c.By,
        LearnTranches or LearnSupport => null,
        _ => throw new UnreachableException($"aid command {GetType().Name}"),
    };

    internal override Refusal? CheckTexts() => this switch
    {
        LearnAid c => (c.Aid.From.Name is { } name ? Party.CheckName("from", name) : null)
            ?? Texts.Check("note", c.Note, Texts.MemoCharsMax, required: false),
        LearnSupport c => Texts.Check("note", c.Support.Note, Texts.MemoCharsMax, required: false)
            ?? Texts.CheckName("unit", c.Support.Unit, Support.UnitCharsMax, required: false),
        LearnMoney or LearnTranches => null,
        _ => throw new UnreachableException($"aid command {GetType().Name}"),
    };

    /// <summary>Aid was promised, reported, withdrawn or has lapsed.</summary>
    /// <param name="By">The striking section, where it speaks and not the giver; else null.</param>
    /// <param name="Unasked">The call has not reached the giver; null: it has, or the section speaks.</param>
    public sealed record LearnAid(
        AidKey Aid, AidKind Kind, AidState State, Amount? Amount, bool Counted, string Note, SectionId? By = null,
        bool? Unasked = null) : AidCommand
    {
        [JsonIgnore]
        public override bool Joins => true;
    }

    /// <summary>The money of a piece of aid has come to a stage.</summary>
    /// <param name="Kind">Its kind, for aid whose promise has not been heard of yet.</param>
    /// <param name="By">The striking section, where it speaks for a giver outside the system; else null.</param>
    public sealed record LearnMoney(
        AidKey Aid, AidKind Kind, int Run, MoneyStage Stage, Amount Amount, SectionId? By = null) : AidCommand
    {
        [JsonIgnore]
        public override bool Joins => true;
    }

    public sealed record LearnTranches(AidKey Aid, TranchesAhead Ahead) : AidCommand;

    public sealed record LearnSupport(AidKey Key, Support Support) : AidCommand;
}

/// <summary>What happened to aid and other support for a strike.</summary>
[JsonDerivedType(typeof(AidNoted), "strike.aid-noted.v1")]
[JsonDerivedType(typeof(MoneyMoved), "strike.money-moved.v1")]
[JsonDerivedType(typeof(SupportNoted), "strike.support-noted.v1")]
[JsonDerivedType(typeof(TranchesNoted), "strike.tranches-noted.v1")]
public abstract record AidEvent : StrikeEvent
{
    private AidEvent() { }

    /// <param name="Unasked">The call has not reached the giver, as far as that is known; null: it has.</param>
    public sealed record AidNoted(
        AidKey Aid, AidKind Kind, AidState State, Amount? Amount, bool Counted, string Note, bool? Unasked = null)
        : AidEvent;

    public sealed record MoneyMoved(AidKey Aid, int Run, MoneyStage Stage, Amount Amount) : AidEvent;

    public sealed record TranchesNoted(AidKey Aid, TranchesAhead Ahead) : AidEvent;

    public sealed record SupportNoted(AidKey Key, Support Support) : AidEvent;
}
