using System.Text.Json;
using Google.Protobuf;
using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;
using Solidarity.Domain.Pay;
using Spectre.Console;

namespace Solidarity.Commands.Statutes;

/// <summary><c>solidarity statutes templates|adopt|show</c>.</summary>
internal static class StatutesCommands
{
    /// <summary>The largest file that is read, in bytes; statutes have some hundred lines.</summary>
    private const int FileBytesMax = 1_048_576;

    public static Command Create(Frame frame) => Frame.Group(
        "statutes", "A section's own rules: who decides on what, what mandates may be, what must stay in reserve.",
        Templates(frame), Adopt(frame), Show(frame));

    private static Command Templates(Frame frame)
    {
        var command = new Command("templates", T("List ready-made statutes."));
        return frame.Asks(command.WithExamples("statutes templates"), call => call.ListAsync(
            new ListStatutesTemplatesRequest(), call.Services.Statutes.ListStatutesTemplatesAsync,
            page => page.Templates, _ => "There are no ready-made statutes.",
            templates => Sheet.Of(templates, ["Name", "About~"], template =>
            [
                template.Name, Language.Current.Repeat(template.About),
            ])));
    }

    private static Command Adopt(Frame frame)
    {
        var section = Arguments.Section();
        var template = Options.Text("--template", "NAME", "Ready-made ones: small-section.");
        var file = Options.Text("--file", "FILE", "A file with statutes of your own: JSON of the API's message "
            + "Statutes, as the files in seeds/statutes have it.");
        var floor = Options.Sum(
            "--reserve", "What must stay in the treasury, besides what they say: --reserve 500 CHF.");
        var pay = Options.Text("--pay-rules", "RULES",
            "How strikers are paid: a name that pay-rules list has, or a file with rules of your own, ./ours.json.");
        var from = Options.Required("--from", "DAY", "The day from which they are in force, today or later: "
            + "1868-05-01.");
        var authority = Options.Authority();
        var command = new Command("adopt", T("Adopt statutes in place of those before."))
        {
            section, template, file, floor, pay, from, authority,
        };
        return frame.Sends(command.WithExamples(
            "statutes adopt geneva-masons --template small-section --reserve 500 CHF --from 1868-05-01 "
            + "--authority \"assembly of 30 April\""), async call =>
        {
            var request = new AdoptStatutesRequest
            {
                Section = call.Section(section),
                FromDay = call.Text(from),
                Authority = call.Text(authority),
            };
            switch (call.Get(template), call.Get(file))
            {
                case ({ } name, null):
                    request.Template = name;
                    break;
                case (null, { } path):
                    request.Statutes = await ReadAsync(path, call.Cancelled);
                    break;
                default:
                    throw UsageException.Malformed("template", "say either --template NAME or --file FILE");
            }
            if (SumReader.Given(call.Get(floor), "reserve") is { } sum)
                request.Floors.Add(sum);
            if (call.Get(pay) is { } rules)
                request.Pay = new StatutesPay
                {
                    Json = JsonSerializer.Serialize(PayRulesReading.Read(rules), PayRulesFile.RulesJson),
                };
            await call.SendAsync(request, call.Services.Statutes.AdoptStatutesAsync, sent => new Said(
                $"{sent.Section} has adopted statutes, in force from {Moments.Day(sent.FromDay)}.",
                new Hint("See them", $"statutes show {Names.Short(sent.Section)} --at {sent.FromDay}")));
        });
    }

    private static Command Show(Frame frame)
    {
        var section = Arguments.Section();
        var at = Options.Text("--at", "DAY", "Those in force on that day (default: today): 1868-05-01.");
        var view = new ViewOptions();
        var command = new Command("show", T("Show the statutes that are in force.")) { section, at, view.As };
        return frame.Asks(command.WithExamples("statutes show geneva-masons"), async call =>
        {
            var statutes = await call.AskAsync(
                new GetStatutesRequest
                {
                    Section = call.Section(section),
                    Day = call.Text(at),
                    Viewer = view.ViewerOf(call),
                },
                call.Services.Statutes.GetStatutesAsync);
            call.Show(statutes, () => Rules(statutes.Statutes), console =>
            {
                Facts.Write(console, FactsOf(statutes));
                if (statutes.Statutes.Rules.Count > 0)
                    console.Write(Rules(statutes.Statutes));
            });
        });
    }

    private static async Task<V1.Statutes> ReadAsync(string path, CancellationToken cancelled)
    {
        try
        {
            if (new FileInfo(path).Length > FileBytesMax)
                throw UsageException.Malformed("file", $"\"{path}\" is larger than {FileBytesMax} bytes");
            return JsonParser.Default.Parse<V1.Statutes>(await File.ReadAllTextAsync(path, cancelled));
        }
        // An exception of the format is one of input and output, too.
        catch (Exception problem) when (problem is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw UsageException.Malformed("file", $"\"{path}\" has no statutes: {problem.Message}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw UsageException.Malformed("file", $"\"{path}\" cannot be read");
        }
    }

    private static IReadOnlyList<(Wording Name, string Value)> FactsOf(SectionStatutes statutes) =>
    [
        ("section", statutes.Section),
        ("version", statutes.Version == 0
            ? T("none adopted: decisions are recorded")
            : T($"{statutes.Version}: {statutes.Statutes.Title}")),
        ("in force from", Moments.Day(statutes.FromDay)),
        ("authority", statutes.Authority),
        ("mandates", MandatesOf(statutes.Statutes.Mandates)),
        ("reserve", statutes.Statutes.Reserve is { Floors.Count: > 0 } reserve
            ? T($"{string.Join(", ", reserve.Floors.Select(SumText.Of))}; for {ActsOf(reserve.Acts)}")
            : ""),
        ("strike pay", statutes.Statutes.Pay is { } pay ? $"{pay.Name}: {pay.Fund}" : ""),
    ];

    private static string MandatesOf(MandateLimits limits)
    {
        var days = T($"at most {limits.DaysMax} days");
        var terms = limits.TermsMax > 0
            ? T($"; at most {limits.TermsMax} terms in a row, unless {limits.BreakDays} days lie between")
            : "";
        var sums = limits.SumsMax.Count > 0
            ? T($"; at most {string.Join(", ", limits.SumsMax.Select(SumText.Of))}")
            : "";
        return days + terms + sums;
    }

    private static Sheet Rules(V1.Statutes statutes) =>
        Sheet.Of(statutes.Rules, ["Acts~", "Decided by~", "Mandate"], rule =>
        [
            ActsOf(rule.Acts), DecidedBy(rule),
            rule.NoMandate || rule.Acts.All(act => act >= ActKind.Mandates) ? T("no") : T("yes"),
        ]);

    /// <summary>Who decides, for people.</summary>
    internal static string DecidedBy(DecisionRule rule)
    {
        if (rule.DecidedBy != V1.DecidedBy.Vote)
            return T("record");
        var quorum = rule.QuorumPercent > 0 ? T($"; {rule.QuorumPercent} % of the members must vote") : "";
        var tie = rule.TieCarries ? T("; a tie carries") : "";
        return T($"vote: {EnumText.Plain(rule.Majority)}") + quorum + tie;
    }

    /// <summary>Acts for people, with commas between.</summary>
    internal static string ActsOf(IEnumerable<ActKind> acts) =>
        string.Join(", ", acts.Select(act => EnumText.Plain(act)));
}
