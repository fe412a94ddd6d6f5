using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Sections.OwnCalls;

/// <summary>What a section can be asked about the calls and warnings of its own strikes.</summary>
[JsonDerivedType(typeof(CallForAid), "call-for-aid")]
[JsonDerivedType(typeof(NarrowCall), "narrow-call")]
[JsonDerivedType(typeof(CancelCall), "cancel-call")]
[JsonDerivedType(typeof(RemindSilent), "remind-silent")]
[JsonDerivedType(typeof(GiveWarning), "give-warning")]
[JsonDerivedType(typeof(LearnCallSent), "learn-call-sent")]
public abstract record OwnCallCommand : SectionCommand
{
    private OwnCallCommand() { }

    /// <summary>Calls for aid, or sends the call wider: to a wider scope, or to more recipients.</summary>
    /// <param name="Recipients">Federations and sections that get the call besides the section's own
    /// federations; up to <see cref="OwnStrikes.SectionStrikes.RecipientsMax"/>.</param>
    /// <param name="Support">What is asked besides money; null: as before, or nothing.</param>
    /// <param name="Terms">How it is to widen by itself; null: as before, or not at all.</param>
    public sealed record CallForAid(
        StrikeId Strike, Level Scope, ImmutableArray<Address> Recipients, string Asks, Amount? Need,
        ImmutableSortedSet<SupportKind>? Support = null, CallTerms? Terms = null) : OwnCallCommand;

    /// <summary>Asks less far than before: the call is taken back from those outside of the scope.</summary>
    public sealed record NarrowCall(StrikeId Strike, Level Scope) : OwnCallCommand;

    /// <summary>Asks nobody any more; what was promised stands.</summary>
    public sealed record CancelCall(StrikeId Strike, string Reason) : OwnCallCommand;

    /// <summary>Reminds those that have not answered.</summary>
    public sealed record RemindSilent(StrikeId Strike) : OwnCallCommand;

    /// <summary>Warns all sections of the trade, everywhere, not to come and work for the struck employers.</summary>
    public sealed record GiveWarning(StrikeId Strike, string Text) : OwnCallCommand;

    /// <summary>The strike has sent the call wider by itself.</summary>
    public sealed record LearnCallSent(Call Call) : OwnCallCommand;
}
