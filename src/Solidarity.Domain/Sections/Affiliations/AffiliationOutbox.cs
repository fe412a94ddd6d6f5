using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes.Calls;
using static Solidarity.Domain.Sections.Affiliations.AffiliationEvent;

namespace Solidarity.Domain.Messages;

/// <summary>What a section tells federations, and its strikes of a new one.</summary>
internal static class AffiliationOutbox
{
    public static IEnumerable<Message> Of(AffiliationEvent @event, Section after) => @event switch
    {
        AffiliationAsked e => [new Message(e.Federation, new MemberCommand.LearnAsked(after.Id, e.Question))],
        AffiliationGranted e => OpenCalls(after).Take(SectionStrikes.CallsPassedOnMax).Select(strike =>
            new Message(strike, new CallCommand.PassCallOn(after.Id, e.Federation))),
        AffiliationEnded { Left: true } e => [new Message(e.Federation, new MemberCommand.LearnLeft(after.Id))],
        ReassignmentAsked e =>
            [new Message(e.To, new MemberCommand.LearnAsked(after.Id, e.Question, Leaving: e.From))],
        AffiliationEnded or SuccessionHeard or SuccessionCalledOff => [],
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    // The newest strikes first.
    private static IEnumerable<StrikeId> OpenCalls(Section after) =>
        after.Strikes.Declared.Where(s => s.Value is { IsCalling: true, Outcome: null })
            .OrderByDescending(s => s.Value.Facts.Start).ThenBy(s => s.Key).Select(s => s.Key);
}
