using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Text;
using Solidarity.Grains.Hosting;
using Solidarity.Server.Errors;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Server.Statutes;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Assemblies;

internal sealed class AssembliesService(
    CommandSender sender, Projector projector, TradeTable trades, [BooksTime] TimeProvider time)
    : V1.AssembliesService.AssembliesServiceBase
{
    public override Task<V1.CommandReply> OpenQuestion(V1.OpenQuestionRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(time.GetUtcNow(), trades), request, context);

    public override Task<V1.CommandReply> RecordCount(V1.RecordCountRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> RegisterTokens(
        V1.RegisterTokensRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> CastBallot(V1.CastBallotRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override async Task<V1.BallotExport> ExportBallots(
        V1.ExportBallotsRequest request, ServerCallContext context)
    {
        var (section, house, id, question) = await FindAsync(request.Name, request.Viewer, context.CancellationToken);
        if (question.IsOpen)
            throw new RefusedException(AssemblyRefusals.QuestionOpen(id, question.Terms.ClosesAt));
        if (question.Box is not { } box)
            throw new RefusedException(AssemblyRefusals.WithoutTokens(id));
        if (box.IsGone)
            throw new RefusedException(AssemblyRefusals.BallotsGone(id));
        return new V1.BallotExport
        {
            Name = NameOf(section, id),
            Text = question.Terms.Text,
            Rule = StatutesService.Write(house.RuleOf(question), [question.Terms.Act]),
            Entitled = question.Entitled,
            CloseTime = question.Terms.ClosesAt.ToTimestamp(),
            State = StateOf(question),
            Tally = Write(house.ShownTally(question)),
            Ballots = { box.Tokens.Select(token => Write(token.Key, token.Value)) },
        };
    }

    private static V1.ExportedBallot Write(BallotHash hash, Ballot? ballot) => new()
    {
        Hash = hash.ToString(),
        Token = ballot?.Token.ToString() ?? "",
        Choice = ballot?.Choice.ToWire() ?? V1.BallotChoice.Unspecified,
    };

    public override Task<V1.CommandReply> WithdrawQuestion(
        V1.WithdrawQuestionRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override async Task<V1.Question> GetQuestion(V1.GetQuestionRequest request, ServerCallContext context)
    {
        var (section, house, id, question) = await FindAsync(request.Name, request.Viewer, context.CancellationToken);
        return Write(section, house, id, question);
    }

    private async Task<(SectionId Section, SectionHouse House, QuestionId Id, Question Question)> FindAsync(
        string name, string asked, CancellationToken cancellation)
    {
        var fields = new Fields();
        var (owner, id) = fields.Part<QuestionId>("name", name, BodyKind.Section, AssemblyRequests.Questions);
        var viewer = fields.Viewer("viewer", asked);
        fields.Check();
        var world = await projector.LatestAsync(cancellation);
        var section = world.FindSection(owner.Section, viewer, "a question");
        return section.House is { } house && house.Questions.Opened.TryGetValue(id, out var question)
            ? (section.Id, house, id, question)
            : throw new RefusedException(Refusal.Of(RefusalKind.NotFound, "UNKNOWN_QUESTION",
                $"section {section.Id} has opened no question {id}.", ("section", section.Id), ("question", id)));
    }

    public override async Task<V1.ListQuestionsResponse> ListQuestions(
        V1.ListQuestionsRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, AssemblyRequests.Questions, request.Section,
            $"{request.Open}", request.Viewer);
        var id = fields.Section("section", request.Section);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var section = world.FindSection(id, viewer, "the list of questions");
        var house = section.House ?? SectionHouse.Unwritten;
        var cut = page.Cut(
            house.Questions.Opened.Where(question => !request.Open || question.Value.IsOpen),
            question => question.Key.Value,
            question => Write(section.Id, house, question.Key, question.Value),
            question => new V1.Question { Name = NameOf(section.Id, question.Key) });
        return new V1.ListQuestionsResponse { Questions = { cut.Items }, NextPageToken = cut.NextToken };
    }

    private static string NameOf(SectionId section, QuestionId id) =>
        $"{(Address)section}/{AssemblyRequests.Questions}/{id}";

    private V1.Question Write(SectionId section, SectionHouse house, QuestionId id, Question question)
    {
        var terms = question.Terms;
        return new V1.Question
        {
            Name = NameOf(section, id),
            Text = terms.Text,
            State = StateOf(question),
            Act = terms.Act.ToWire(),
            Ceiling = terms.Ceiling.ToWire(),
            Strike = terms.Strike is { } strike ? ((Address)strike).ToString() : "",
            OpenTime = question.OpenedAt.ToTimestamp(),
            CloseTime = terms.ClosesAt.ToTimestamp(),
            Until = $"{terms.Until:yyyy-MM-dd}",
            Entitled = question.Entitled,
            StatutesVersion = question.Version,
            Rule = StatutesService.Write(house.RuleOf(question), [terms.Act]),
            Counts = { question.Counts.Select(Write) },
            Tally = Write(house.ShownTally(question)),
            ClosedTime = question.ClosedAt.ToWire(),
            WithdrawTime = question.WithdrawnAt.ToWire(),
            WithdrawReason = question.WithdrawnBecause,
            Authority = $"decisions/{id}",
            InForce = question.IsInForce(DateOnly.FromDateTime(house.Now(time.GetUtcNow()).UtcDateTime)),
            ActsDone = question.Acts,
            UsedMinorUnits = question.UsedMinor,
            HeldMinorUnits = terms.Ceiling is { } held ? house.HeldBy(id, held.Currency).ToWire() : 0,
            LeftMinorUnits = terms.Ceiling is { } ceiling ? ceiling.Minor - question.UsedMinor : 0,
            Follows = terms.Follows?.ToWire(),
            Followed = question.HasFollowed,
            HindranceReason = question.Hindrance?.Reason ?? "",
            Hindrance = question.Hindrance?.Text ?? "",
            Tokens = question.Box?.Registered ?? 0,
            BallotsCast = CastOf(question),
        };
    }

    // Ballots that are kept no more were counted.
    private static int CastOf(Question question) => question switch
    {
        { Box: null } => 0,
        { Tally: { } tally } => tally.For + tally.Against + tally.Abstained,
        { Box: var box } => box.Cast,
    };

    private static V1.QuestionState StateOf(Question question) =>
        question.WithdrawnAt is not null ? V1.QuestionState.Withdrawn
        : question.Tally?.Result.ToWire() ?? V1.QuestionState.Open;

    private static V1.VoteCount Write(VoteCount count) => new()
    {
        VotesFor = count.For,
        VotesAgainst = count.Against,
        Abstained = count.Abstained,
        RecordTime = count.At.ToTimestamp(),
    };

    private static V1.Tally Write(Tally tally) => new()
    {
        VotesFor = tally.For,
        VotesAgainst = tally.Against,
        Abstained = tally.Abstained,
        QuorumNeeded = tally.QuorumNeeded,
        ForNeeded = tally.ForNeeded,
    };
}
