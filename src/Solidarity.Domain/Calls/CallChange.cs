using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Json;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Calls;

/// <summary>What a call can say no more. What it asks in words is taken away by an empty text.</summary>
[JsonConverter(typeof(KebabEnumConverter<CallPart>))]
public enum CallPart
{
    /// <summary>How much is needed.</summary>
    Need,

    /// <summary>What is asked besides money.</summary>
    Support,

    /// <summary>How it widens by itself, with strike pay and all that is below.</summary>
    Terms,
    RunwayDays,
    Foreign,
    Pay,
}

/// <summary>What a call is to say from now on. What is left out stays as it was said before.</summary>
/// <param name="Asks">In words; empty: nothing any more.</param>
/// <param name="Without">What it is to say no more.</param>
public sealed record CallChange(
    string? Asks = null, Amount? Need = null, ImmutableSortedSet<SupportKind>? Support = null,
    CallTermsChange? Terms = null, ImmutableSortedSet<CallPart>? Without = null)
{
    /// <summary>What is given here and taken away at once; null: nothing.</summary>
    public CallPart? Contradiction()
    {
        foreach (var part in Without ?? [])
            if (part switch
            {
                CallPart.Need => Need is not null,
                CallPart.Support => Support is not null,
                CallPart.Terms => Terms is not null,
                CallPart.RunwayDays => Terms?.RunwayDays is not null,
                CallPart.Foreign => Terms is { Foreign.IsEmpty: false },
                CallPart.Pay => Terms?.Pay is not null,
                _ => throw new UnreachableException($"call part {part}"),
            })
                return part;
        return null;
    }

    /// <param name="before">What was said last; of a first call, what is known of it without this.</param>
    public Call Applied(Call before) => before with
    {
        Asks = Asks ?? before.Asks,
        Need = Ends(CallPart.Need) ? null : Need ?? before.Need,
        Support = Ends(CallPart.Support) ? null : Support ?? before.Support,
    };

    /// <summary>The refusal where terms lack something that was never said; else null.</summary>
    public Refusal? Check(CallTerms? before) => Terms switch
    {
        null => null,
        { Widest: null } when before is null => Missing("terms.widest", "how far the call may widen by itself"),
        { WaveHours: null } when before is null => Missing("terms.wave_hours", "how many hours each level waits"),
        { Pay: { } pay } when before?.Pay is null => pay.Check(),
        _ => null,
    };

    /// <summary>The terms with this change, where <see cref="Check"/> refuses nothing.</summary>
    public CallTerms? Applied(CallTerms? before)
    {
        if (Ends(CallPart.Terms))
            return null;
        var after = Terms is { } terms ? terms.Applied(before) : before;
        return after is null ? null : after with
        {
            RunwayDays = Ends(CallPart.RunwayDays) ? null : after.RunwayDays,
            Foreign = Ends(CallPart.Foreign) ? [] : after.Foreign,
            Pay = Ends(CallPart.Pay) ? null : after.Pay,
        };
    }

    internal static Refusal Missing(string field, Wording what) =>
        CommonRefusals.Malformed(field, $"must be given, because the call has not said it yet: {what}");

    private bool Ends(CallPart part) => Without?.Contains(part) == true;
}

/// <summary>As <see cref="CallTerms"/>; what is null, and no one abroad, stays as it was.</summary>
public sealed record CallTermsChange(
    Level? Widest, int? WaveHours, int? RunwayDays, ImmutableArray<Address> Foreign, PayTermsChange? Pay)
{
    internal CallTerms Applied(CallTerms? before) => new(
        (Widest ?? before?.Widest)!.Value,
        (WaveHours ?? before?.WaveHours)!.Value,
        RunwayDays ?? before?.RunwayDays,
        Foreign.IsEmpty && before is not null ? before.Foreign : Foreign,
        Pay is { } pay ? pay.Applied(before?.Pay) : before?.Pay);
}

/// <summary>As <see cref="PayTerms"/>; what is null stays as it was.</summary>
public sealed record PayTermsChange(Amount? Weekly, int? Strikers, DateOnly? From)
{
    /// <summary>The refusal where something of it is left out.</summary>
    internal Refusal? Check() =>
        Weekly is null ? CallChange.Missing("terms.pay.weekly", "what a striker gets for a week")
        : Strikers is null ? CallChange.Missing("terms.pay.strikers", "how many get strike pay")
        : From is null ? CallChange.Missing("terms.pay.from", "the first day that is owed")
        : null;

    internal PayTerms Applied(PayTerms? before) => new(
        (Weekly ?? before?.Weekly)!.Value, (Strikers ?? before?.Strikers)!.Value, (From ?? before?.From)!.Value);
}
