using Google.Protobuf.Collections;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Text;
using Solidarity.Server.Mandates;
using Solidarity.Server.Requests;
using Solidarity.Server.Strikes;

namespace Solidarity.Server.Assemblies;

/// <summary>Reads the commands of assemblies.proto.</summary>
internal static class AssemblyRequests
{
    public const string Questions = "questions";

    public static Order<SectionCommand> Read(
        this V1.OpenQuestionRequest request, DateTimeOffset now, TradeTable trades) => Order.OfSection(
        request.RequestId, "section", request.Section,
        fields => new QuestionCommand.OpenQuestion(
            fields.NewId<QuestionId>("question_id", request.QuestionId),
            Terms(fields, request, now, trades),
            fields.Number("entitled", request.HasEntitled, request.Entitled, Profile.MembersMax)),
        command => $"{Questions}/{command.Question}");

    public static Order<SectionCommand> Read(this V1.RecordCountRequest request) => Order.OfSectionPart<QuestionId>(
        request.RequestId, "name", request.Name, Questions, (fields, question) => new QuestionCommand.CountVotes(
            question,
            fields.Within("votes_for", request.VotesFor, 0, Profile.MembersMax),
            fields.Within("votes_against", request.VotesAgainst, 0, Profile.MembersMax),
            fields.Within("abstained", request.Abstained, 0, Profile.MembersMax)));

    public static Order<SectionCommand> Read(this V1.WithdrawQuestionRequest request) =>
        Order.OfSectionPart<QuestionId>(request.RequestId, "name", request.Name, Questions,
            (fields, question) => new QuestionCommand.WithdrawQuestion(
                question, fields.Text("reason", request.Reason, Texts.MemoCharsMax)));

    public static Order<SectionCommand> Read(this V1.RegisterTokensRequest request) =>
        Order.OfSectionPart<QuestionId>(request.RequestId, "name", request.Name, Questions,
            (fields, question) => new QuestionCommand.RegisterTokens(question, Hashes(fields, request.Hashes)));

    public static Order<SectionCommand> Read(this V1.CastBallotRequest request) => Order.OfSectionPart<QuestionId>(
        request.RequestId, "name", request.Name, Questions, (fields, question) =>
        {
            // What was sent may be nearly a token, so it is not repeated.
            if (!BallotToken.TryRead(request.Token, out var token))
                fields.Add("token", "is no ballot token: 26 digits and letters, without i, l, o and u");
            return new QuestionCommand.CastBallot(
                question, token, fields.OneOf("choice", request.Choice.ToDomain(), EnumTexts.BallotChoices));
        });

    private static ImmutableArray<BallotHash> Hashes(Fields fields, RepeatedField<string> hashes)
    {
        if (hashes.Count == 0)
            fields.Add("hashes", "are missing; give one at least");
        if (fields.IsTooMany("hashes", hashes.Count, BallotBox.TokensMax))
            return [];
        return
        [
            .. hashes.Select((text, i) =>
            {
                if (!BallotHash.TryRead(text, out var hash))
                    fields.Add($"hashes[{i}]", $"{Quoted.Of(text)} is no hash: 26 characters of Crockford's base32");
                return hash;
            }),
        ];
    }

    private static QuestionTerms Terms(
        Fields fields, V1.OpenQuestionRequest request, DateTimeOffset now, TradeTable trades)
    {
        var follows = request.Follows is { } carried ? Follows(fields, carried, now, trades) : null;
        if (request.CloseTime is null)
            fields.Add("close_time", "is missing; it must be given");
        var closes = fields.Time("close_time", request.CloseTime) ?? now;
        var until = fields.DateOrNone("until", request.Until)
            ?? DateOnly.FromDateTime(closes.UtcDateTime).AddDays(QuestionTerms.UntilDaysUsual);
        return new QuestionTerms(
            fields.Text("text", request.Text, Texts.MemoCharsMax),
            follows is not null && request.Act == V1.ActKind.Unspecified
                ? follows.Decides
                : fields.OneOf("act", request.Act.ToDomain(), EnumTexts.Acts),
            fields.MoneyOrNone("ceiling", request.Ceiling) ?? follows?.Sum,
            fields.StrikeOrNone("strike", request.Strike) ?? follows?.About,
            closes,
            until,
            follows);
    }

    private static DecidedAct? Follows(Fields fields, V1.DecidedAct act, DateTimeOffset now, TradeTable trades)
    {
        switch (act.ActCase)
        {
            case V1.DecidedAct.ActOneofCase.Pledge:
                return Pledge(fields, act.Pledge);
            case V1.DecidedAct.ActOneofCase.Grant:
                return new DecidedAct.ToGrant(
                    fields.NewId<MandateId>("follows.grant.mandate_id", act.Grant.MandateId),
                    MandateRequests.Terms(fields, "follows.grant.", act.Grant.Holder, act.Grant.Acts, act.Grant.Strike,
                        act.Grant.Trade, act.Grant.Ceilings, act.Grant.PeriodDays, act.Grant.Until, trades));
            case V1.DecidedAct.ActOneofCase.Recall:
                return new DecidedAct.ToRecall(
                    fields.Id<MandateId>("follows.recall.mandate_id", act.Recall.MandateId));
            case V1.DecidedAct.ActOneofCase.Declare:
                return Declare(fields, act.Declare, now, trades);
            case V1.DecidedAct.ActOneofCase.End:
                return new DecidedAct.ToEnd(
                    fields.Strike("follows.end.strike", act.End.Strike),
                    fields.OneOf("follows.end.outcome", act.End.Outcome.ToDomain(), EnumTexts.Outcomes),
                    fields.Memo("follows.end.note", act.End.Note));
            default:
                fields.Add("follows", "names no act; give one, or leave it out");
                return null;
        }
    }

    private static DecidedAct.ToPledge Pledge(Fields fields, V1.DecidedPledge pledge) => new(
        fields.NewId<PledgeId>("follows.pledge.pledge_id", pledge.PledgeId),
        fields.Strike("follows.pledge.strike", pledge.Strike),
        fields.OneOf("follows.pledge.kind", pledge.Kind.ToPledgeKind(), EnumTexts.PledgeKinds),
        fields.Money("follows.pledge.amount", pledge.Amount),
        pledge.HonourNow);

    private static DecidedAct.ToDeclare Declare(
        Fields fields, V1.DecidedStrike strike, DateTimeOffset now, TradeTable trades) => new(
        fields.NewId<StrikeId>("follows.declare.strike_id", strike.StrikeId),
        new StrikeFacts(
            fields.Trade("follows.declare.trade", strike.Trade, trades),
            fields.Name("follows.declare.locality", strike.Locality, required: false),
            fields.Country("follows.declare.country", strike.Country),
            StrikeRequests.Employers(fields, "follows.declare.employers", strike.Employers),
            fields.Memo("follows.declare.demands", strike.Demands),
            fields.Number(
                "follows.declare.strikers", strike.HasStrikers, strike.Strikers, StrikeFacts.StrikersMax),
            fields.Start("follows.declare.start", strike.Start, now)));
}
