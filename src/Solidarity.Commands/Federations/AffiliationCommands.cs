using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Successions;

namespace Solidarity.Commands.Federations;

/// <summary><c>solidarity affiliate</c>, <c>leave</c>, <c>federations admit</c> and <c>refuse</c>.</summary>
internal static class AffiliationCommands
{
    private const string SectionPrefix = "sections/";

    public static Command Affiliate(Frame frame)
    {
        var member = Arguments.Text("MEMBER", "Who asks: sections/geneva-masons, or federations/geneva.");
        var federation = Arguments.Federation("The federation that is asked: geneva.");
        var command = new Command("affiliate", "Ask a federation to take a section or federation in.")
        {
            member, federation,
        };
        return frame.Sends(command.WithExamples(
            "affiliate sections/geneva-masons geneva", "affiliate federations/geneva romande"), async call =>
        {
            var request = new AskAffiliationRequest
            {
                Member = call.Body(member),
                Federation = call.Federation(federation),
            };
            var reply = await call.SendAsync(request, IsSection(request.Member)
                ? call.Services.Sections.AskAffiliationAsync
                : call.Services.Federations.AskAffiliationAsync);
            call.Done(reply, await GoneText.OfAsync(call, request.Federation)
                ?? $"{request.Member} has asked {request.Federation}, which answers with: "
                    + $"solidarity federations admit {Names.Short(request.Federation)} {request.Member}");
        });
    }

    public static Command Leave(Frame frame)
    {
        var member = Arguments.Text("MEMBER", "Who leaves: sections/geneva-masons, or federations/geneva.");
        var federation = Arguments.Federation("The federation that is left: geneva.");
        var command = new Command("leave", "Leave a federation, or take the question back. No one is asked.")
        {
            member, federation,
        };
        return frame.Sends(command.WithExamples("leave sections/geneva-masons geneva"), call => call.SendAsync(
            new LeaveFederationRequest { Member = call.Body(member), Federation = call.Federation(federation) },
            IsSection(call.Body(member))
                ? call.Services.Sections.LeaveFederationAsync
                : call.Services.Federations.LeaveFederationAsync,
            request => $"{request.Member} has left {request.Federation}."));
    }

    public static Command Admit(Frame frame)
    {
        var federation = Arguments.Federation();
        var member = Arguments.Text("MEMBER", "Who has asked: sections/geneva-masons, or federations/geneva.");
        var command = new Command("admit", "Take in a section or federation that has asked.") { federation, member };
        return frame.Sends(command.WithExamples(
            "federations admit geneva sections/geneva-masons"), call => call.SendAsync(
            new AdmitMemberRequest { Federation = call.Federation(federation), Member = call.Body(member) },
            call.Services.Federations.AdmitMemberAsync,
            request => $"{request.Federation} has taken in {request.Member}. So that money can travel: "
                + $"solidarity corridors open {request.Member} {request.Federation} CURRENCY"));
    }

    public static Command Refuse(Frame frame)
    {
        var federation = Arguments.Federation();
        var member = Arguments.Text("MEMBER", "Who has asked: sections/geneva-masons, or federations/geneva.");
        var reason = Options.Text("--reason", "TEXT", "Why.");
        var command = new Command("refuse", "Say no to a section or federation that has asked.")
        {
            federation, member, reason,
        };
        return frame.Sends(command.WithExamples(
            "federations refuse geneva sections/geneva-masons "
            + "--reason \"another trade's section\""), call => call.SendAsync(
            new RefuseMemberRequest
            {
                Federation = call.Federation(federation),
                Member = call.Body(member),
                Reason = call.Text(reason),
            },
            call.Services.Federations.RefuseMemberAsync,
            request => $"{request.Federation} has refused {request.Member}."));
    }

    private static bool IsSection(string body) => body.StartsWith(SectionPrefix, StringComparison.Ordinal);
}
