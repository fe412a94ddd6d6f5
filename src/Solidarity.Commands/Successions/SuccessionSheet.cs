using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;
using Spectre.Console;

namespace Solidarity.Commands.Successions;

/// <summary><c>solidarity federations succession</c>: the list that a secretary works through.</summary>
internal static class SuccessionSheet
{
    public static Command Command(Frame frame)
    {
        var id = Arguments.Federation();
        var view = new ViewOptions();
        var command = new Command(
            "succession", T("Show a federation's successors and predecessors, and what is open before it is "
                + "dissolved."))
        {
            id, view.As,
        };
        return frame.Asks(command.WithExamples("federations succession romande"), async call =>
        {
            var request = new GetSuccessionRequest { Federation = call.Federation(id), Viewer = view.ViewerOf(call) };
            var succession = await call.AskAsync(request, call.Services.Successions.GetSuccessionAsync);
            call.Show(succession, () => Open(succession), console => Write(console, succession));
            call.Suggest([.. Hints(succession)]);
        });
    }

    private static void Write(IAnsiConsole console, Succession succession)
    {
        var closing = succession.Closing;
        Facts.Write(console,
        [
            ("federation", succession.Federation),
            ("stage", EnumText.Plain(succession.Stage)),
            ("authority", succession.Authority),
            ("announced", Moments.Minute(succession.AnnounceTime)),
            ("dissolved", Moments.Minute(closing?.CloseTime)),
            ("relayed", closing is null ? "" : T($"calls of {closing.CallsRelayed} strikes")),
            ("collected", closing is null ? "" : T($"{closing.Collections} collections")),
            ("book", closing is null ? "" : $"sha-256 {closing.BookHash}"),
        ]);
        if (succession.Successors.Count > 0)
            console.Write(Successors(succession));
        if (succession.Predecessors.Count > 0)
            console.Write(Predecessors(succession));
        if (succession.Members.Count > 0)
            console.Write(Members(succession));
        if (succession.Open.Count > 0)
            console.Write(Open(succession));
        if (succession.Open.Count < succession.OpenTotal)
            console.WriteLine(T($"Shown are {succession.Open.Count} of {succession.OpenTotal} open matters."));
        foreach (var line in MoreText.Of(succession.Omitted.Where(left => left.Field != "open")))
            console.WriteLine(line);
        if (succession.OpenInPart)
            console.WriteLine(T("Matters of money are shown to the federation itself."));
        else if (succession is { Stage: FederationStage.Dissolving, OpenTotal: 0 })
            console.WriteLine(T("Nothing is open."));
    }

    private static Sheet Successors(Succession succession) =>
        Sheet.Of(succession.Successors, ["Successor", "Answer~", "Handed over"], successor =>
        [
            Names.Short(successor.Federation),
            EnumText.Plain(successor.Status) + (successor.Reason.Length > 0 ? $": {successor.Reason}" : ""),
            Sums(successor.HandedOver),
        ]);

    private static Sheet Predecessors(Succession succession)
    {
        var sheet = new Sheet("Predecessor", "Stands~", "Members>", "Received", "Dissolved", "Book");
        const int shown = 12;
        foreach (var predecessor in succession.Predecessors)
            sheet.Row(
                Names.Short(predecessor.Federation),
                EnumText.Plain(predecessor.Status) + Problem(predecessor.Problem),
                Count(predecessor.Members.Count + predecessor.MembersOmitted),
                Sums(predecessor.Received), Moments.Day(predecessor.Closing?.CloseTime),
                predecessor.Closing?.BookHash is { Length: > shown } hash ? hash[..shown] : "");
        return sheet;
    }

    private static string Problem(string problem) =>
        problem.Length > 0 ? $": {Language.Current.Repeat(problem)}" : "";

    private static string Count(int count) => count > 0 ? $"{count}" : "";

    private static Sheet Members(Succession succession) =>
        Sheet.Of(succession.Members, ["Member", "Proposed", "Has asked"], member =>
        [
            member.Member, Names.Short(member.Proposed), Names.Short(member.MovingTo),
        ]);

    private static Sheet Open(Succession succession)
    {
        var sheet = new Sheet("Open", "What", "Sum>", "What to do~");
        foreach (var matter in succession.Open)
            sheet.Row(
                EnumText.Plain(matter.Kind), matter.Name, matter.Amount is null ? "" : SumText.Of(matter.Amount),
                ToDo(matter.Kind));
        return sheet;
    }

    private static string ToDo(OpenMatterKind kind) => kind switch
    {
        OpenMatterKind.NoneAgreed => T("withdraw the announcement, and name others"),
        OpenMatterKind.Unanswered => T("it agrees or declines"),
        OpenMatterKind.Member => T("it decides where it moves"),
        OpenMatterKind.Predecessor => T("it has to be dissolved first"),
        OpenMatterKind.Dues => T("hand them over"),
        OpenMatterKind.Collection => T("send it again, or hand it over"),
        OpenMatterKind.Dispatch => T("wait for its end, or see why it waits"),
        OpenMatterKind.Passing => T("it goes on; if it is stuck, retry it"),
        OpenMatterKind.Hold => T("wait until it is used or expires"),
        OpenMatterKind.Sending => T("wait for word of the other end"),
        OpenMatterKind.Claim => T("confirm or reject it"),
        OpenMatterKind.HandOver => T("wait for word of the successor"),
        _ => "",
    };

    /// <summary>One for each kind of matter that somebody can do something about, the first of its kind.</summary>
    private static IEnumerable<Hint> Hints(Succession succession)
    {
        var id = Names.Short(succession.Federation);
        var agreed = succession.Successors.FirstOrDefault(one => one.Status == SuccessorStatus.Agreed);
        foreach (var matter in succession.Open.DistinctBy(matter => matter.Kind))
            if (Next(matter, id, agreed is null ? null : Names.Short(agreed.Federation)) is { } hint)
                yield return hint;
        if (succession is { Stage: FederationStage.Dissolving, OpenTotal: 0, OpenInPart: false })
            yield return new Hint("Close it", $"successions dissolve {id}");
    }

    private static Hint? Next(OpenMatter matter, string id, string? successor) => (matter.Kind, successor) switch
    {
        (OpenMatterKind.NoneAgreed, _) => new Hint(
            "Name others, after", $"successions withdraw {id} --reason \"none of them has agreed\""),
        (OpenMatterKind.Unanswered, _) => new Hint("See how a successor answers", "successions agree --help"),
        (OpenMatterKind.Member, _) => new Hint("See how a member moves", "successions move --help"),
        (OpenMatterKind.Dues, { } to) when matter.Amount is { } sum => new Hint(
            "Hand dues over", $"successions hand-over-dues {id} {to} {SumText.Words(sum)}"),
        (OpenMatterKind.Collection, { } to) => new Hint(
            "Hand a collection over", $"successions hand-over-collection {id} {Names.Short(matter.Name)} {to}"),
        (OpenMatterKind.Dispatch or OpenMatterKind.Passing, _) => new Hint(
            "See where its money is", "transfers list --open"),
        (OpenMatterKind.Claim, _) => new Hint(
            "See what is claimed", $"corridors claims --body federations/{id}"),
        _ => null,
    };

    private static string Sums(IEnumerable<Money> sums) => string.Join(", ", sums.Select(SumText.Of));
}
