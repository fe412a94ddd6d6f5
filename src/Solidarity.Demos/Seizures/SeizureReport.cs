using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;
using Solidarity.Views.Audit;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Demos.Seizures;

/// <summary>What a seizure was, once its figures have been checked.</summary>
/// <param name="Data">Where the journal is kept; null: it is gone.</param>
internal sealed record SeizureReport(
    SeizureSize Size, DemoPhase[] Phases, SeizureFindings Found, AuditReport Audit, string? Data) : DemoReport(Data)
{
    public override Sheet Table => SeizureTables.Ways(Found.Transfers);

    public override void Write(IAnsiConsole console)
    {
        WritePart(console, "Which way the money went that has arrived:", Table);
        WritePart(
            console, $"While the hub was seized, {Found.Seized.StuckCount} sums were stuck there:",
            SeizureTables.Stuck(Found.Seized, Found.SeizedBoard));
        WritePart(
            console, "Between the hub and its neighbours stood:",
            SeizureTables.Claims(Found.SeizedClaims));
        if (Found.Story is { } story)
            WritePart(
                console, $"How {SumText.Of(story.Transfer.Amount)} of {story.Transfer.Source} went round it "
                + $"({Names.Short(story.Transfer.Name)}):", SeizureTables.Story(story));
        WritePart(
            console, "All books together: deposits less fees less what was exchanged is what is held.",
            SeizureTables.Books(Audit.Totals));
        console.WriteLine();
        foreach (var line in Lines())
            console.WriteLine(line);
    }

    public override void WriteJson(TextWriter output) => SeizureJson.Write(output, this);

    private static void WritePart(IAnsiConsole console, Wording what, IRenderable table)
    {
        console.WriteLine();
        console.WriteLine(T(what));
        console.Write(table);
    }

    private IEnumerable<string> Lines()
    {
        var transfers = Found.Transfers;
        yield return T(
            $"{Counting.Of(Size.Sections)} sections in {SeizurePlan.Federations} federations; "
            + $"{Counting.Of(transfers.Settled)} of {Counting.Of(Size.Sections - 1)} pledges arrived. "
            + $"{Rest(transfers)}");
        yield return T($"The board says {SeizureTables.Home(Found.ReceivedMinor)} received, "
            + $"{SeizureTransfers.TextOf(Found.OnItsWay)} on its way, "
            + $"{SeizureTransfers.TextOf(Found.Promised)} promised and not sent.");
        yield return T($"In the strike's fund are {SeizureTables.Home(Found.FundMinor)}: what was received.");
        yield return T("Every entry balances, nothing is missing, and every sum is where it is said to be.");
        if (Data is not null)
            yield return new Hint("Check the journal", $"verify --data {Data}").ToString();
    }

    private Wording Rest(SeizureTransfers transfers) => Size.Freed
        ? Wording.Of(
            $"{Counting.Of(transfers.Returned)} of them went in a second try: there was no way round before.")
        : $"{Counting.Of(transfers.Returned)} are back with their givers, who have no way round; "
            + $"{Counting.Of(transfers.StuckCount)} are stuck at {SeizurePlan.Hub}.";
}
