using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Successions;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Federations;

/// <summary><c>solidarity affiliate</c>, <c>leave</c>, <c>federations admit</c> and <c>refuse</c>.</summary>
internal static class AffiliationCommands
{
    private const string SectionPrefix = "sections/";

    public static Command Affiliate(Frame frame)
    {
        var member = Arguments.Body("MEMBER", "Who asks: geneva-masons, or federations/geneva.");
        var federation = Arguments.Federation("The federation that is asked: geneva.");
        var authority = Options.AuthorityOrNone();
        var command = new Command("affiliate", T("Ask a federation to take a section or federation in."))
        {
            member, federation, authority,
        };
        return frame.Sends(command.WithExamples(
            "affiliate geneva-masons geneva", "affiliate federations/geneva romande"), async call =>
        {
            var request = new AskAffiliationRequest
            {
                Member = call.Body(member),
                Federation = call.Federation(federation),
                Authority = call.Text(authority),
            };
            var reply = await call.SendAsync(request, IsSection(request.Member)
                ? call.Services.Sections.AskAffiliationAsync
                : call.Services.Federations.AskAffiliationAsync);
            call.Done(reply, await GoneText.OfAsync(call, request.Federation) is { } gone
                ? new Said(gone)
                : new Said($"{request.Member} has asked {request.Federation}.",
                    new Hint($"{request.Federation} takes it in with",
                        $"federations admit {Names.Short(request.Federation)} {request.Member}"),
                    new Hint("Take the question back", $"leave {request.Member} {Names.Short(request.Federation)}")));
        });
    }

    public static Command Leave(Frame frame)
    {
        var member = Arguments.Body("MEMBER", "Who leaves: geneva-masons, or federations/geneva.");
        var federation = Arguments.Federation("The federation that is left: geneva.");
        var authority = Options.AuthorityOrNone();
        var command = new Command("leave", T("Leave a federation, or take the question back. No one is asked; "
            + "to come back, ask again."))
        {
            member, federation, authority,
        };
        return frame.Sends(command.WithExamples("leave geneva-masons geneva"), async call =>
        {
            var request = new LeaveFederationRequest
            {
                Member = call.Body(member),
                Federation = call.Federation(federation),
                Authority = call.Text(authority),
            };
            var hadAsked = await HasAskedAsync(call, request.Member, request.Federation);
            var reply = await call.SendAsync(request, IsSection(request.Member)
                ? call.Services.Sections.LeaveFederationAsync
                : call.Services.Federations.LeaveFederationAsync);
            call.Done(reply, new Said(
                hadAsked
                    ? Wording.Of($"{request.Member} has taken back what it asked {request.Federation}.")
                    : Wording.Of($"{request.Member} has left {request.Federation}."),
                new Hint("Ask to be taken in again", $"affiliate {request.Member} {Names.Short(request.Federation)}")));
        });
    }

    private static async Task<bool> HasAskedAsync(ServiceCall call, string member, string federation)
    {
        var affiliations = IsSection(member)
            ? (await call.AskAsync(
                new GetSectionRequest { Name = member }, call.Services.Sections.GetSectionAsync)).Affiliations
            : (await call.AskAsync(
                new GetFederationRequest { Name = member }, call.Services.Federations.GetFederationAsync)).Affiliations;
        return affiliations.Any(known => known.Federation == federation && known.Status == AffiliationStatus.Asked);
    }

    public static Command Admit(Frame frame)
    {
        var federation = Arguments.Federation();
        var member = Arguments.Body("MEMBER", "Who has asked: geneva-masons, or federations/geneva.");
        var command = new Command(
            "admit",
            T($"Take in a section or federation that has asked. {Final.Note} A member leaves by its own decision."))
        {
            federation, member,
        };
        return frame.Sends(command.WithExamples(
            "federations admit geneva geneva-masons"), async call =>
            {
                var request = new AdmitMemberRequest
                {
                    Federation = call.Federation(federation),
                    Member = call.Body(member),
                };
                var reply = await call.SendAsync(request, call.Services.Federations.AdmitMemberAsync);
                call.Done(reply, new Said(
                    $"{request.Federation} has taken in {request.Member}. {Final.Note} A member leaves by its own "
                    + $"decision.", call.Json ? [] : [await WayHintAsync(call, request)]));
            });
    }

    public static Command Refuse(Frame frame)
    {
        var federation = Arguments.Federation();
        var member = Arguments.Body("MEMBER", "Who has asked: geneva-masons, or federations/geneva.");
        var reason = Options.Text("--reason", "TEXT", "Why.");
        var command = new Command("refuse", T("Say no to a section or federation that has asked."))
        {
            federation, member, reason,
        };
        return frame.Sends(command.WithExamples(
            "federations refuse geneva geneva-masons "
            + "--reason \"another trade's section\""), call => call.SendAsync(
            new RefuseMemberRequest
            {
                Federation = call.Federation(federation),
                Member = call.Body(member),
                Reason = call.Text(reason),
            },
            call.Services.Federations.RefuseMemberAsync,
            request => $"{request.Federation} has refused {request.Member}, which may ask again."));
    }

    // A federation keeps whatever passes through it: which currencies, only its corridors tell.
    private static async Task<Hint> WayHintAsync(ServiceCall call, AdmitMemberRequest request)
    {
        if (!IsSection(request.Member))
            return new Hint(
                "So that money can travel, see what ways it has", $"corridors list --body {request.Member}");
        var section = await call.AskAsync(
            new GetSectionRequest { Name = request.Member }, call.Services.Sections.GetSectionAsync);
        return new Hint("So that money can travel",
            $"corridors open {request.Member} {request.Federation} {SumText.Of(section.Currencies[0])}");
    }

    private static bool IsSection(string body) => body.StartsWith(SectionPrefix, StringComparison.Ordinal);
}
