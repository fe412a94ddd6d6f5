using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Federations.Relays;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Notices;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Federations.FederationCommand;
using static Solidarity.Domain.Federations.FederationEvent;
using static Solidarity.Domain.Federations.Members.MemberCommand;
using static Solidarity.Domain.Federations.Members.MemberEvent;
using static Solidarity.Domain.Federations.Relays.RelayCommand;
using static Solidarity.Domain.Federations.Relays.RelayEvent;
using static Solidarity.Domain.Federations.Successions.SuccessorCommand;
using static Solidarity.Domain.Federations.Successions.SuccessorEvent;

namespace Solidarity.Domain.Federations;

/// <summary>What a federation decides: each subject by its own rules.</summary>
public static class FederationDecider
{
    public static Decision<FederationEvent> Decide(Federation state, FederationCommand command, DateTimeOffset at)
    {
        if (command is Found found)
            return OnFound(state, found, at);
        if (!state.Founded && command is LearnAsked asked)
            return new MemberRefused(asked.Member, asked.Question, InEnglish($"federation {state.Id} does not exist"));
        if (!state.Founded && command is LearnCall lost)
            return new CallNotRelayed(lost.Call, InEnglish($"federation {state.Id} does not exist"));
        if (!state.Founded && command is LearnSuccessionProposed named)
            return new SuccessionDeclined(
                named.Predecessor, named.Round, InEnglish($"federation {state.Id} does not exist"));
        // A neighbour may speak to a treasury before its owner has: an offer waits, and money is never turned away.
        if (!state.Founded && command is not (ToTreasury { Asked.ByOwner: false } or LearnDues))
            return CommonRefusals.NotFounded(Wording.Of($"federation {state.Id}"));
        return SuccessionRules.InsteadOf(state, command, at) ?? command switch
        {
            Amend c => OnAmend(state, c, at),
            ToTreasury c => CollectionRules.Decide(state, c.Asked, at),
            LearnDues c => new DuesReceived(
                c.Section, c.Amount, LedgerEntry.Move(c.Amount, Account.From(c.Section), Account.Dues)),
            MemberCommand c => MemberRules.Decide(state, c, at),
            RelayCommand c => RelayRules.Decide(state, c, at),
            CollectionCommand c => CollectionRules.Decide(state, c, at),
            SuccessionCommand c => SuccessionRules.Decide(state, c, at),
            DuesTransferCommand c => DuesTransferRules.Decide(state, c, at),
            SuccessorCommand c => SuccessorRules.Decide(state, c, at),
            ToNotices c => NoticeRules.Decide(state.Id, state.Notices, c.Asked, at)
                .Select(FederationEvent (e) => new OfNotices(e)),
            _ => throw new UnreachableException($"federation command {command.GetType().Name}"),
        };
    }

    private static Refusal? CheckShape(string name, string locality, string country) =>
        Texts.CheckName("name", name)
        ?? Texts.CheckName("locality", locality, required: false)
        ?? Texts.CheckCountry(country);

    private static Decision<FederationEvent> OnAmend(Federation state, Amend command, DateTimeOffset at)
    {
        var before = state.Profile;
        var after = before with
        {
            Name = command.Name ?? before.Name,
            Locality = command.Locality ?? before.Locality,
            Country = command.Country ?? before.Country,
        };
        if (CheckShape(after.Name, after.Locality, after.Country) is { } no)
            return no;
        return after == before ? Decision<FederationEvent>.Nothing : new Amended(before, after, at);
    }

    private static Decision<FederationEvent> OnFound(Federation state, Found command, DateTimeOffset at)
    {
        if (CheckShape(command.Name, command.Locality, command.Country) is { } no)
            return no;
        return state.Founded
            ? CommonRefusals.AlreadyFounded(Wording.Of($"federation {state.Id}"))
            : new Founded(state.Id, command.Name, command.Level, command.Locality, command.Country, at);
    }
}
