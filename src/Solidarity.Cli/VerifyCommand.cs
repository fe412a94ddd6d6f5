using System.CommandLine;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Programs;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Terminals;
using Solidarity.Domain.Money;
using Solidarity.Storage;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;
using Solidarity.Views.Audit;
using Spectre.Console;

namespace Solidarity.Cli;

/// <summary><c>solidarity verify</c>.</summary>
internal static class VerifyCommand
{
    public static Command Create(Frame frame)
    {
        var data = Options.Text("--data", "DIR", "The data folder; no service may have it open.");
        var from = Options.Text("--from", "BACKUP", "The folder of a backup.");
        var log = new LogOptions();
        var command = ServiceCommand.Verify.New(data, from);
        log.AddTo(command);
        command.WithExamples(
            "verify --data /var/lib/solidarity", "verify --data . --json", "verify --from /backup/solidarity",
            "verify --cluster romande --storage-file ./storage");
        command.SetAction(async (parsed, cancelled) =>
        {
            var audit = AuditOf(parsed.GetValue(data), parsed.GetValue(from), log.Read(parsed), cancelled);
            var report = await AuditAsync(frame.Terminal, audit, cancelled);
            if (frame.IsJson(parsed))
                WriteJson(frame.Terminal.Output, report);
            else if (frame.FormOf(parsed) is OutputForm.Tsv or OutputForm.Csv)
                SeparatedText.Write(frame.Terminal.Output, Totals(report.Totals), frame.FormOf(parsed));
            else
                WriteText(frame.TerminalOf(parsed), report);
            return report.First is null ? ExitCodes.Ok : ExitCodes.Refused;
        });
        return command;
    }

    private static Func<IProgress<AuditProgress>?, Task<AuditReport>> AuditOf(
        string? data, string? backup, BlobLog? log, CancellationToken cancelled) => (data, backup, log) switch
        {
            ({ } folder, null, null) => progress => OfflineAudit.RunAsync(folder, progress, cancelled),
            (null, { } folder, null) => progress => OfflineAudit.RunOnBackupAsync(folder, progress, cancelled),
            (null, null, { } shared) => progress => OfflineAudit.RunOnLogAsync(shared, progress, cancelled),
            _ => throw UsageException.Malformed("data", "say one of --data, --from, or --cluster with --storage"),
        };

    private static Task<AuditReport> AuditAsync(
        Terminal terminal, Func<IProgress<AuditProgress>?, Task<AuditReport>> audit, CancellationToken cancelled)
    {
        if (!terminal.ErrorInteractive)
            return Task.Run(() => audit(null), cancelled);
        return terminal.ErrorConsole().Progress().AutoClear(true).StartAsync(bars =>
        {
            var bar = bars.AddTask(T("verifying"));
            var progress = new DirectProgress<AuditProgress>(at => bar
                .Description(StageOf(at))
                .MaxValue(Math.Max(1, at.Total))
                .Value(at.Done));
            return Task.Run(() => audit(progress), cancelled);
        });
    }

    private static string StageOf(AuditProgress at) => at.Stage switch
    {
        "Books" => T("verifying books"),
        "Log" => T("verifying log"),
        "Chain" => T("verifying chain"),
        "Index" => T("verifying index"),
        var other => T($"verifying {other.ToLowerInvariant()}"),
    };

    private static void WriteJson(TextWriter output, AuditReport report) => JsonText.Write(output, new JsonFields
    {
        ["entries"] = report.Entries,
        ["chain"] = report.ChainHolds ? "ok" : "broken",
        ["firstBad"] = report.First is not { } first ? null : new JsonFields
        {
            ["position"] = first.Position > 0 ? first.Position : (long?)null,
            ["stream"] = first.Stream,
            ["problem"] = first.Problem,
        },
        ["currencies"] = report.Totals.Select(totals => new JsonFields
        {
            ["currency"] = totals.Currency.Code,
            ["units"] = totals.Currency.UnitsPerMajor,
            ["deposits"] = Total.ShownMinor(totals.Deposits),
            ["payouts"] = Total.ShownMinor(totals.Payouts),
            ["held"] = Total.ShownMinor(totals.Held),
            ["difference"] = Total.ShownMinor(totals.Difference),
        }),
        ["answers"] = report.Answers,
        ["head"] = report.Head is not { } head ? null : new JsonFields
        {
            ["position"] = head.Position,
            ["acceptedLoss"] = head.Accepted is not { } loss ? null : new JsonFields
            {
                ["position"] = loss.Position,
                ["acknowledged"] = loss.Acknowledged,
            },
        },
    });

    private static void WriteText(Terminal terminal, AuditReport report)
    {
        terminal.Say(report switch
        {
            { ChainHolds: true } => Wording.Of(
                $"{report.Entries} entries with {report.Answers} answers; the hash chain holds."),
            { Fault: VerificationFaultKind.EntriesLost } =>
                $"{report.Entries} entries; the hash chain holds up to its end, and entries are missing behind it.",
            _ => $"{report.Entries} entries; the hash chain is broken.",
        });
        if (!report.IsOfLog)
            terminal.Say(HeadText(report.Head));
        if (report.Totals.Count > 0)
            terminal.Console().Write(Totals(report.Totals));
        if (report.First is not { } first)
        {
            terminal.Say("Every entry balances, the state is what replay gives, and no message is lost.");
            return;
        }
        terminal.Say(WhereOf(first));
        terminal.Say(AdviceOn(report.Fault));
    }

    private static Wording WhereOf(Finding first) => (first.Position > 0, first.Stream.Length > 0) switch
    {
        (true, true) => Wording.Of($"First bad entry: {first.Position} ({first.Stream}): {first.Problem}"),
        (true, false) => $"First bad entry: {first.Position}: {first.Problem}",
        (false, true) => $"The journal as a whole ({first.Stream}): {first.Problem}",
        (false, false) => $"The journal as a whole: {first.Problem}",
    };

    private static Wording HeadText(JournalHead? head) => head switch
    {
        null => Wording.Of(
            "No journal.head can be read beside it: entries that are missing at the end would not show."),
        { Accepted: { } accepted } => $"journal.head says that {head.Position} were acknowledged, and that a loss was "
            + $"accepted before: of {accepted.Acknowledged} entries {accepted.Position} were kept.",
        _ => $"journal.head says that {head.Position} were acknowledged.",
    };

    private static Wording AdviceOn(VerificationFaultKind? fault) => fault switch
    {
        VerificationFaultKind.EntriesLost => Wording.Of(
            "Keep the folder as it is, and put its files back as they were. To go on without what is missing, serve it "
            + "with --accept-loss."),
        VerificationFaultKind.HeadFileDamaged => "The entries are as they were written. The next start of the service "
            + "writes journal.head anew, or says what it needs for that.",
        _ => "Do not go on with this journal: keep it as it is, and take up the last backup that is good.",
    };

    private static Sheet Totals(IEnumerable<CurrencyTotals> all) => Sheet.Of(
        all, ["Currency", "Deposits>", "Payouts>", "Exchanged>", "Held>", "Difference>"], totals =>
        {
            Int128[] sums = [totals.Deposits, totals.Payouts, totals.Exchanged, totals.Held, totals.Difference];
            return [totals.Currency.ToString(), .. sums.Select(sum => new Total(sum, totals.Currency).ToString())];
        });
}
