using Grpc.Core;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Successions;

/// <summary><c>solidarity successions announce|withdraw|agree|decline|move|hand-over-dues|hand-over-collection|
/// dissolve</c>.</summary>
internal static class SuccessionCommands
{
    private const string SectionPrefix = "sections/";

    public static Command Create(Frame frame) => Frame.Group(
        "successions", "Dissolve a federation into others: a split, or a merger.",
        Announce(frame), Withdraw(frame), Agree(frame), Decline(frame), Move(frame), TransferDues(frame),
        TransferCollection(frame), Dissolve(frame));

    private static Command Announce(Frame frame)
    {
        var federation = Arguments.Federation("The federation that is to be dissolved: romande.");
        var into = Options.Many("--into", "SUCCESSOR", "A successor: geneva. Several for a split.");
        var propose = Options.Bodies(
            "--propose", "MEMBER=SUCCESSOR", "Which successor is proposed to a member: geneva-masons=geneva. "
            + "Of a single successor all are proposed it.", text => text.Split('=').Take(1));
        var authority = Authority();
        var command = new Command("announce", T("Announce into which successors a federation is to be dissolved."))
        {
            federation, into, propose, authority,
        };
        return frame.Sends(command.WithExamples(
            "successions announce romande --into geneva --into jura --propose sonvilier=jura "
            + "--authority \"congress of 4 April\"",
            "successions announce geneva --into united --authority \"congress of 4 April\""), async call =>
        {
            var request = new AnnounceSuccessionRequest
            {
                Federation = call.Federation(federation),
                Successors = { (call.Get(into) ?? []).Select(text => Names.Federation(text, "into")) },
                Proposals = { (call.Get(propose) ?? []).Select(text => Proposal(call.Found, text)) },
                Authority = call.Text(authority),
            };
            var reply = await call.SendAsync(request, call.Services.Successions.AnnounceSuccessionAsync);
            var id = Names.Short(request.Federation);
            var hints = new List<Hint>();
            // Programs are given no hints.
            foreach (var successor in request.Successors.Where(_ => !call.Json))
                hints.Add(await AnswerAsync(call, successor, id));
            hints.Add(new Hint("See what is open", $"federations succession {id}"));
            call.Done(reply, new Said(
                $"{request.Federation} is to be dissolved into {string.Join(", ", request.Successors)}. From when the "
                + $"first of them agrees, no new money passes through it.", hints));
        });
    }

    private static async Task<Hint> AnswerAsync(ServiceCall call, string successor, string predecessor)
    {
        try
        {
            await call.AskAsync(
                new GetFederationRequest { Name = successor }, call.Services.Federations.GetFederationAsync);
            return new Hint($"{successor} agrees with", $"successions agree {Names.Short(successor)} {predecessor} "
                + $"--authority \"assembly of delegates\"");
        }
        catch (RpcException problem) when (problem.StatusCode == StatusCode.NotFound)
        {
            return new Hint($"{successor} does not exist; see how it is founded", "federations found --help");
        }
    }

    private static SuccessionProposal Proposal(FoundBodies found, string text)
    {
        var parts = text.Split('=');
        return parts is [var member, var successor]
            ? new SuccessionProposal
            {
                Member = found.Read(member, "propose"),
                Successor = Names.Federation(successor, "propose"),
            }
            : throw UsageException.Malformed("propose", $"\"{text}\" is to be written as MEMBER=SUCCESSOR");
    }

    private static Command Withdraw(Frame frame)
    {
        var federation = Arguments.Federation("The federation that lives on: romande.");
        var reason = Options.Required("--reason", "TEXT", "Why.");
        var command = new Command("withdraw", T("Take the announcement back, as long as nothing was handed over."))
        {
            federation, reason,
        };
        return frame.Sends(command.WithExamples(
            "successions withdraw romande --reason \"we stay together\""), call => call.SendAsync(
            new WithdrawSuccessionRequest { Federation = call.Federation(federation), Reason = call.Text(reason) },
            call.Services.Successions.WithdrawSuccessionAsync, request => $"{request.Federation} lives on."));
    }

    private static Command Agree(Frame frame)
    {
        var (successor, predecessor) = Pair();
        var authority = Authority();
        var command = new Command("agree", T("Agree to succeed a federation.")) { successor, predecessor, authority };
        return frame.Sends(command.WithExamples(
            "successions agree jura romande --authority \"assembly of delegates\""), call => call.SendAsync(
            new AgreeToSucceedRequest
            {
                Federation = call.Federation(successor),
                Predecessor = call.Federation(predecessor),
                Authority = call.Text(authority),
            },
            call.Services.Successions.AgreeToSucceedAsync,
            request => new Said($"{request.Federation} succeeds {request.Predecessor}.",
                new Hint(
                    "See which members have to move", $"federations succession {Names.Short(request.Predecessor)}"),
                new Hint("See how a member moves", "successions move --help"))));
    }

    private static Command Decline(Frame frame)
    {
        var (successor, predecessor) = Pair();
        var reason = Options.Required("--reason", "TEXT", "Why.");
        var command = new Command("decline", T("Decline to succeed a federation.")) { successor, predecessor, reason };
        return frame.Sends(command.WithExamples(
            "successions decline jura romande --reason \"we are too few\""), call => call.SendAsync(
            new DeclineToSucceedRequest
            {
                Federation = call.Federation(successor),
                Predecessor = call.Federation(predecessor),
                Reason = call.Text(reason),
            },
            call.Services.Successions.DeclineToSucceedAsync,
            request => $"{request.Federation} has declined to succeed {request.Predecessor}."));
    }

    private static Command Move(Frame frame)
    {
        var member = Arguments.Body("MEMBER", "Who moves: geneva-masons, or federations/geneva.");
        var from = Arguments.Text("FROM", "The federation that is to be dissolved: romande.");
        var to = Arguments.Text("TO", "The successor: geneva.");
        var authority = Authority();
        var command = new Command("move", T("Move, as a member, from a federation to its successor."))
        {
            member, from, to, authority,
        };
        return frame.Sends(command.WithExamples(
            "successions move geneva-masons romande geneva --authority \"assembly of 5 April\""), async call =>
        {
            var request = new MoveMemberRequest
            {
                Member = call.Body(member),
                From = call.Federation(from),
                To = call.Federation(to),
                Authority = call.Text(authority),
            };
            var reply = await call.SendAsync(request, call.Services.Successions.MoveMemberAsync);
            var show = $"{request.Member.Split('/')[0]} show {Names.Short(request.Member)}";
            call.Done(reply, new Said(
                $"{request.Member} moves from {request.From} to {request.To}, and is in the one until it is in the "
                + $"other.", new Hint("See where it is", show)));
        });
    }

    private static Command TransferDues(Frame frame)
    {
        var federation = Arguments.Federation("The federation that hands over: romande.");
        var successor = Arguments.Text("SUCCESSOR", "To whom: geneva.");
        var sum = new SumArguments();
        var command = new Command("hand-over-dues", T("Hand dues over to a successor."))
        {
            federation, successor, sum.All,
        };
        return frame.SendsMoney(command.WithExamples(
            "successions hand-over-dues romande geneva 12.50 CHF"), call => call.SendAsync(
            new HandOverDuesRequest
            {
                Federation = call.Federation(federation),
                Successor = call.Federation(successor),
                Amount = sum.Read(call),
            },
            call.Services.Successions.HandOverDuesAsync,
            request => $"{request.Federation} has handed {SumText.Of(request.Amount)} of dues over to "
                + $"{request.Successor}."));
    }

    private static Command TransferCollection(Frame frame)
    {
        var federation = Arguments.Federation("The federation that hands over: romande.");
        var collection = Arguments.Text("COLLECTION", "The collection's id: p-1.");
        var successor = Arguments.Text("SUCCESSOR", "To whom: geneva.");
        var command = new Command("hand-over-collection", T("Hand a collection over that came back."))
        {
            federation, collection, successor,
        };
        return frame.Sends(command.WithExamples(
            "successions hand-over-collection romande p-1 geneva"), call => call.SendAsync(
            new HandOverCollectionRequest
            {
                Name = Names.Below(call.Federation(federation), "collections", call.Text(collection), "collection"),
                Successor = call.Federation(successor),
            },
            call.Services.Successions.HandOverCollectionAsync,
            request => $"{request.Name} is handed over to {request.Successor}, which sends it on."));
    }

    private static Command Dissolve(Frame frame)
    {
        var federation = Arguments.Federation("The federation: romande.");
        var command = new Command("dissolve", T($"Close a federation of which nothing is left. {Final.Note}"))
        {
            federation,
        };
        return frame.Sends(command.WithExamples("successions dissolve romande"), call => call.SendAsync(
            new DissolveFederationRequest { Federation = call.Federation(federation) },
            call.Services.Successions.DissolveFederationAsync,
            request => $"{request.Federation} is dissolved. {Final.Note} Its name answers with its successors."));
    }

    private static (Argument<string> Successor, Argument<string> Predecessor) Pair() =>
        (Arguments.Federation("The successor: jura."),
            Arguments.Text("PREDECESSOR", "The federation that is to be dissolved: romande."));

    private static Option<string?> Authority() => Options.Required(
        "--authority", "TEXT", "The decision that it rests on: \"congress of 4 April\".");
}
