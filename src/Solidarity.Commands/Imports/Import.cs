using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Founding;
using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.Imports;

/// <summary>Something that a row asks for.</summary>
internal delegate Task<BeginningStep> RowWork(BeginningSteps steps);

/// <summary>What rows of one kind say.</summary>
internal interface IRowKind
{
    string[] Required { get; }

    string[] Optional { get; }

    /// <summary>Reads the rows and looks them up in the service; what is wrong is told to them.</summary>
    Task<IReadOnlyList<(TableRow Row, RowWork Work)>> ReadAsync(ServiceCall call, TableRows rows);
}

/// <summary>
/// Takes in a file: reads all rows, tells what is wrong with each of them and then does nothing; else does what each
/// says, in order. A row that was taken in before changes nothing, so a file can be given again after a break.
/// </summary>
internal sealed class Import(ServiceCall call, IRowKind kind)
{
    public async Task RunAsync(string file, bool dryRun)
    {
        var rows = TableRows.Of(file, kind.Required, kind.Optional);
        IReadOnlyList<(TableRow Row, RowWork Work)> work = await kind.ReadAsync(call, rows);
        if (rows.Problems.Count > 0)
            throw RowProblemText.Of(file, rows.Problems, "Nothing was taken in.");
        if (dryRun)
            Tell(work.Count, dryRun, [], $"{Rows(work.Count)} of {file} can be taken in. Nothing was done.");
        else
            await DoAsync(file, work);
    }

    private async Task DoAsync(string file, IReadOnlyList<(TableRow Row, RowWork Work)> work)
    {
        var done = new List<BeginningStep>();
        var steps = new BeginningSteps(call, admits: true);
        foreach (var (row, one) in work)
            try
            {
                done.Add(await one(steps));
            }
            catch (Exception problem) when (!Failure.IsLeaving(problem, call.Cancelled))
            {
                call.Terminal.Tell($"{file}, row {row.Line}: stopped here; {done.Count} rows are done. "
                    + $"Give the same file again, and it goes on.");
                throw;
            }
        var already = done.Count(step => step.Already);
        Tell(work.Count, dryRun: false, done, already == done.Count
            ? Wording.Of($"Nothing to do: all {Rows(already)} of {file} were taken in before.")
            : Wording.Of($"Took in {Rows(done.Count - already)} of {file}; taken in before: {already}."));
    }

    private void Tell(int rows, bool dryRun, List<BeginningStep> done, Wording sentence)
    {
        if (call.Json)
        {
            JsonText.Write(call.Terminal.Output, new JsonFields
            {
                ["dryRun"] = dryRun,
                ["rows"] = rows,
                ["done"] = done.Where(step => !step.Already).Select(step => T(step.Text)),
                ["already"] = done.Count(step => step.Already),
            });
            return;
        }
        foreach (var step in done.Where(step => !step.Already))
            call.Terminal.Say(step.Text);
        call.Terminal.Say(sentence);
    }

    private static Wording Rows(int count) => Wording.Count(count, $"{count} row", $"{count} rows");
}
