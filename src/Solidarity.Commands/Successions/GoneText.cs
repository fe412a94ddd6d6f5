using Grpc.Core;
using Solidarity.Commands.CommandLine;

namespace Solidarity.Commands.Successions;

/// <summary>What is said to somebody who has turned to a federation that is going or gone: whom to turn to instead.
/// </summary>
internal static class GoneText
{
    /// <summary>Null where the federation lives, or is not known.</summary>
    public static async Task<Wording?> OfAsync(ServiceCall call, string federation)
    {
        try
        {
            var found = await call.AskAsync(
                new GetFederationRequest { Name = federation }, call.Services.Federations.GetFederationAsync);
            var successors = string.Join(", ", found.Successors);
            return found.Stage switch
            {
                FederationStage.Dissolving =>
                    Wording.Of($"{federation} is to be dissolved and takes nobody in. Turn to a successor: "
                        + $"{successors}"),
                FederationStage.Dissolved =>
                    Wording.Of($"{federation} is dissolved and takes nobody in. Turn to a successor: {successors}"),
                _ => null,
            };
        }
        catch (RpcException problem) when (problem.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }
}
