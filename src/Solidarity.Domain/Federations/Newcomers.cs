using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using static Solidarity.Domain.Federations.FederationCommand;
using static Solidarity.Domain.Federations.FederationEvent;

namespace Solidarity.Domain.Federations;

/// <summary>Whether a body that was to be told what is open here is still near.</summary>
internal static class Newcomers
{
    public static Decision<FederationEvent> OnTell(Federation state, TellNewcomer command) =>
        IsNear(state, command.To)
            ? new CallsTold(command.To, command.Since, command.InCalls, command.After)
            : Decision<FederationEvent>.Nothing;

    private static bool IsNear(Federation state, Address body) =>
        state.Members.GetValueOrDefault(body) == AffiliationStatus.Member
        || (body.IsFederation && (state.Parents.GetValueOrDefault(body.Federation)?.Status == AffiliationStatus.Member
            || state.Lineage.Kin.Contains(body.Federation)));
}
