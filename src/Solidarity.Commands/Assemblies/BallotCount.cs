using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Statutes;
using Solidarity.Commands.Terminals;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Domain.Sections.Authorities;
using Spectre.Console;
using DecidedBy = Solidarity.Domain.Sections.Statutes.DecidedBy;
using DecisionRule = Solidarity.Domain.Sections.Statutes.DecisionRule;
using Majority = Solidarity.Domain.Sections.Statutes.Majority;
using Tally = Solidarity.Domain.Sections.Assemblies.Tally;
using VoteCount = Solidarity.Domain.Sections.Assemblies.VoteCount;

namespace Solidarity.Commands.Assemblies;

/// <summary>
/// Exported ballots, counted again from the export alone: every ballot must have a token with the hash beside it, no
/// token may be there twice, there may be no more tokens than members who can vote, and the result must be the one that
/// the section counted. It does not find a ballot that was changed together with the result: who holds another export
/// compares the two.
/// </summary>
internal sealed record BallotCount(BallotExport Export, Tally Tally, IReadOnlyList<string> Wrong)
{
    /// <summary>So many faults are told one by one.</summary>
    private const int WrongMax = 20;

    public static BallotCount Of(BallotExport export)
    {
        var wrong = new List<string>();
        var (section, question) = IdsOf(export.Name);
        var hashes = new HashSet<BallotHash>();
        var choices = new List<V1.BallotChoice>();
        foreach (var ballot in export.Ballots)
        {
            if (!BallotHash.TryRead(ballot.Hash, out var hash))
                wrong.Add(T($"\"{ballot.Hash}\" is no hash of a token"));
            else if (!hashes.Add(hash))
                wrong.Add(T($"hash {ballot.Hash} is there twice"));
            else if (ballot.Token.Length == 0 && ballot.Choice == V1.BallotChoice.Unspecified)
                continue;
            else if (!BallotToken.TryRead(ballot.Token, out var token)
                || BallotHash.Of(section, question, token) != hash)
                wrong.Add(T($"the ballot of hash {ballot.Hash} has not the token of this question that belongs to it"));
            else if (ballot.Choice is < V1.BallotChoice.For or > V1.BallotChoice.Abstain)
                wrong.Add(T($"the ballot of hash {ballot.Hash} says nothing that can be voted"));
            else
                choices.Add(ballot.Choice);
        }
        if (export.Ballots.Count > export.Entitled)
            wrong.Add(T($"there are {export.Ballots.Count} tokens, and {export.Entitled} members can vote"));
        int Count(V1.BallotChoice choice) => choices.Count(one => one == choice);
        var tally = Tally.Of(RuleOf(export.Rule), export.Entitled, new VoteCount(
            Count(V1.BallotChoice.For), Count(V1.BallotChoice.Against), Count(V1.BallotChoice.Abstain), default));
        Compare(export, tally, wrong);
        return new BallotCount(export, tally, wrong);
    }

    /// <exception cref="UsageException">It is no question's name.</exception>
    public static (SectionId Section, QuestionId Question) IdsOf(string name) =>
        name.Split('/') is ["sections", var section, "questions", var question]
        && SlugParsing.TryParse<SectionId>(section, out var whose)
        && SlugParsing.TryParse<QuestionId>(question, out var id)
            ? (whose, id)
            : throw UsageException.Malformed(
                "file", $"\"{name}\" is no question such as sections/masons/questions/paris");

    public void Write(IAnsiConsole console)
    {
        Facts.Write(console,
        [
            ("question", Export.Name),
            ("text", Export.Text),
            ("decided by", StatutesCommands.DecidedBy(QuestionCommands.AsVote(Export.Rule))),
            ("voted", T($"{Tally.For} for, {Tally.Against} against, {Tally.Abstained} abstained")),
            ("needed", T($"{Tally.QuorumNeeded} of {Tally.Entitled} members voting, {Tally.ForNeeded} for")),
            ("result", EnumText.Plain(StateOf(Tally))),
            ("section counted", EnumText.Plain(Export.State)),
            ("export", Wrong.Count == 0 ? T("sound: the same result") : T("not sound")),
        ]);
        foreach (var problem in Wrong.Take(WrongMax))
            console.WriteLine($"  {problem}");
        if (Wrong.Count > WrongMax)
            console.WriteLine(T($"  and {Wrong.Count - WrongMax} more"));
    }

    public JsonFields ToJson() => new()
    {
        ["name"] = Export.Name,
        ["votesFor"] = Tally.For,
        ["votesAgainst"] = Tally.Against,
        ["abstained"] = Tally.Abstained,
        ["result"] = StateOf(Tally),
        ["counted"] = Export.State,
        ["wrong"] = Wrong,
    };

    private static void Compare(BallotExport export, Tally tally, List<string> wrong)
    {
        var counted = export.Tally ?? new V1.Tally();
        if ((counted.VotesFor, counted.VotesAgainst, counted.Abstained) != (tally.For, tally.Against, tally.Abstained))
            wrong.Add(T($"the section counted {counted.VotesFor} for, {counted.VotesAgainst} against, "
                + $"{counted.Abstained} abstained; the ballots say {tally.For}, {tally.Against}, {tally.Abstained}"));
        if (export.State is not QuestionState.Withdrawn && export.State != StateOf(tally))
            wrong.Add(T($"the section's result is {EnumText.Plain(export.State)}; by the ballots it is "
                + $"{EnumText.Plain(StateOf(tally))}"));
    }

    private static DecisionRule RuleOf(V1.DecisionRule? rule) => new(
        DecidedBy.Vote,
        rule?.Majority switch
        {
            V1.Majority.TwoThirds => Majority.TwoThirds,
            V1.Majority.ThreeQuarters => Majority.ThreeQuarters,
            _ => Majority.Simple,
        },
        Math.Clamp(rule?.QuorumPercent ?? 0, 0, 100),
        rule?.TieCarries ?? false);

    private static QuestionState StateOf(Tally tally) => tally.Result switch
    {
        QuestionResult.Carried => QuestionState.Carried,
        QuestionResult.NotCarried => QuestionState.NotCarried,
        QuestionResult.NoQuorum => QuestionState.NoQuorum,
        QuestionResult.NotCounted => QuestionState.NotCounted,
        _ => throw new UnreachableException($"result {tally.Result}"),
    };
}
