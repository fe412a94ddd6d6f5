using System.Text.Json;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Statutes;
using Solidarity.Commands.Terminals;
using Solidarity.Domain.Pay;
using Solidarity.Domain.Text;

namespace Solidarity.Commands.Pay;

/// <summary><c>solidarity pay-rules</c>: ready-made rules of strike pay, and what they would pay. Asks no service.
/// </summary>
internal static class PayRulesCommands
{
    private const int PercentMax = 100;

    public static Command Create(Frame frame) => Frame.Group(
        "pay-rules", "Rules of strike pay: those of known funds and your own. Nothing here asks a service.",
        List(frame), Show(frame), Try(frame));

    private static Command List(Frame frame)
    {
        var command = new Command("list", T("List the rules of known funds by their names."));
        command.WithExamples("pay-rules list");
        command.SetAction(parsed =>
        {
            var all = PayRulesFile.Names.Select(name => PayRulesFile.Find(name)!.PayRules).ToArray();
            if (frame.IsJson(parsed))
                JsonText.Write(frame.Terminal.Output, new JsonFields
                {
                    ["payRules"] = all.Select(rules => new JsonFields
                    {
                        ["name"] = rules.Name,
                        ["fund"] = rules.Fund,
                        ["currency"] = rules.Currency.ToString(),
                    }),
                });
            else
                Write(frame, parsed, Sheet.Of(all, ["Name", new Heading("Fund", Wraps: true), "Currency"],
                    rules => [rules.Name, rules.Fund, rules.Currency.ToString()]));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Show(Frame frame)
    {
        var name = NameOrFile();
        var command = new Command("show",
            T("Show rules as they are written: take them as a beginning for your own."))
        {
            name,
        };
        command.WithExamples("pay-rules show cupe", "pay-rules show cupe --json > our-rules.json");
        command.SetAction(parsed =>
        {
            var rules = PayRulesReading.Read(parsed.GetRequiredValue(name));
            if (!frame.IsJson(parsed))
            {
                frame.Terminal.Say(Wording.Verbatim($"{rules.Fund}. {rules.Note}"));
                frame.Terminal.Say(Wording.Verbatim(""));
            }
            JsonText.Write(
                frame.Terminal.Output, json => JsonSerializer.Serialize(json, rules, PayRulesFile.RulesJson));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Try(Frame frame)
    {
        var name = NameOrFile();
        var facts = Options.Required("--facts", "FILE",
            $"A CSV file in UTF-8. It has the column {StrikerRows.Required[0]}; it may have "
            + $"{string.Join(", ", StrikerRows.Optional)}.");
        var week = new Option<int>("--week")
        {
            HelpName = "N",
            Description = T("The week of the strike, from 1."),
            Required = true,
        };
        var start = Options.Required("--start", "DAY", "The strike's first day: 2023-09-15.");
        var end = Options.Text("--end", "DAY", "Its last day, where it is over.");
        var ratified = Options.Text("--ratified", "DAY", "When an agreement was ratified.");
        var indefinite = Options.Flag("--indefinite", "It was begun without an end.");
        var density = Options.Number("--density", "How many per cent of the workplace are members.");
        var decided = Options.Text("--decided", "SHARE",
            "What the executive decided for it, where the rules leave that open: 130%.");
        var command = new Command("try", T("Reckon what rules would pay in a week of a strike, line by line."))
        {
            name, facts, week, start, end, ratified, indefinite, density, decided,
        };
        command.WithExamples("pay-rules try cupe --facts strikers.csv --week 6 --start 2024-11-04");
        command.SetAction(parsed =>
        {
            var rules = PayRulesReading.Read(parsed.GetRequiredValue(name));
            var course = new StrikeCourse(
                Day(parsed, start)!.Value, Day(parsed, end), Day(parsed, ratified), parsed.GetValue(indefinite),
                Density(parsed.GetValue(density)), Decided(rules, parsed.GetValue(decided)));
            var number = parsed.GetValue(week);
            if (number is < 1 or > PayRules.DaysMax / WeekDays.DaysInWeek)
                throw UsageException.Malformed(
                    "week", $"{number} is no week of a strike; 1 to {PayRules.DaysMax / WeekDays.DaysInWeek}");
            var strikers = StrikerRows.Read(parsed.GetRequiredValue(facts)!, rules, course.Start);
            Tell(frame, parsed, PayTrial.Of(rules, course, strikers, number));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Tell(Frame frame, ParseResult parsed, PayTrial trial)
    {
        if (frame.IsJson(parsed))
        {
            JsonText.Write(frame.Terminal.Output, trial.ToJson());
            return;
        }
        Write(frame, parsed, trial.Rows());
        if (frame.FormOf(parsed) is OutputForm.Table or OutputForm.Wide)
            frame.Terminal.Say($"Week {trial.Week}, {trial.From:yyyy-MM-dd} to {trial.Through:yyyy-MM-dd}: {trial.Sum} "
                + $"for {trial.Strikers} strikers.");
    }

    private static void Write(Frame frame, ParseResult parsed, Sheet sheet)
    {
        var form = frame.FormOf(parsed);
        if (form is OutputForm.Table or OutputForm.Wide)
            frame.TerminalOf(parsed).Console().Write(sheet);
        else
            SeparatedText.Write(frame.Terminal.Output, sheet, form);
    }

    private static Argument<string> NameOrFile() => Arguments.Text(
        "RULES", "The name of known rules, as pay-rules list has it, or a file with rules of your own: ./ours.json.");

    private static DateOnly? Day(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { Length: > 0 } text)
            return option.Required
                ? throw UsageException.Malformed(Options.FieldOf(option), "is empty; it must be given")
                : null;
        return DayReading.Read(text, out var problem)
            ?? throw UsageException.Malformed(Options.FieldOf(option), $"\"{text}\" {problem}");
    }

    private static int? Density(int? percent) => percent is < 0 or > PercentMax
        ? throw UsageException.Malformed("density", $"{percent} is no per cent from 0 to {PercentMax}")
        : percent;

    private static Portion? Decided(PayRules rules, string? text)
    {
        if (text is null)
            return null;
        if (!Portion.TryParse(text, out var share))
            throw UsageException.Malformed("decided", $"\"{text}\" is no share such as 85% or 2/3");
        if (rules.Decided is not { } range)
            throw UsageException.Malformed("decided", $"these rules leave nothing to decide");
        return range.Has(share)
            ? share
            : throw UsageException.Malformed("decided", $"{share} is out of range; {range.Least} to {range.Most}");
    }
}
