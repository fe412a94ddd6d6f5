using Google.Protobuf;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Terminals;
using Solidarity.Domain.Sections.Assemblies;

namespace Solidarity.Commands.Assemblies;

/// <summary><c>solidarity questions tokens|vote|export|recount</c>: voting by one-time anonymous tokens, which are made
/// here, and counting again without a service.</summary>
internal static class BallotCommands
{
    private const string Collection = "questions";
    private const int BytesMax = 4 * 1024 * 1024;

    public static Command Tokens(Frame frame)
    {
        var (section, id) = (Arguments.Section(), QuestionCommands.Id());
        var count = Options.Number("--count", "How many tokens to make, one for each member who can vote.");
        count.Required = true;
        var file = Options.Required("--out", "FILE",
            "Where they go, one a line. A file that is there already is taken as it is, so that the command can be "
            + "given again. Give each member one, and keep no list of who has which.");
        var command = new Command("tokens", T("Make one-time tokens to vote with, instead of a teller's count."))
        {
            section, id, count, file,
        };
        return frame.Sends(command.WithExamples(
            "questions tokens geneva-masons paris --count 60 --out tokens.txt"), call =>
        {
            var name = Names.Below(call.Section(section), Collection, call.Text(id), "question");
            var tokens = TokenFile.MakeOrRead(call.Text(file), call.Get(count) ?? 0);
            var (whose, question) = BallotCount.IdsOf(name);
            return call.SendAsync(
                new RegisterTokensRequest
                {
                    Name = name,
                    Hashes = { tokens.Select(token => BallotHash.Of(whose, question, token).ToString()) },
                },
                call.Services.Assemblies.RegisterTokensAsync,
                sent => $"{sent.Hashes.Count} tokens are in {call.Text(file)}. Give each member one, and keep no "
                    + $"list.");
        });
    }

    public static Command Vote(Frame frame)
    {
        var (section, id) = (Arguments.Section(), QuestionCommands.Id());
        var choice = Arguments.Text("CHOICE", $"What is voted: {EnumText.Choices<V1.BallotChoice>()}.");
        var token = Options.Required("--token", "TOKEN", "The token that you were given.");
        var command = new Command("vote", T("Vote with a token. Each counts once, and nothing says whose it is."))
        {
            section, id, choice, token,
        };
        return frame.Sends(command.WithExamples(
            "questions vote geneva-masons paris for --token 3hb9k-1qz7m-x04ve-80rnd-pj62ta"), call => call.SendAsync(
            new CastBallotRequest
            {
                Name = Names.Below(call.Section(section), Collection, call.Text(id), "question"),
                Token = call.Text(token),
                Choice = call.Choice<V1.BallotChoice>(choice),
            },
            call.Services.Assemblies.CastBallotAsync,
            sent => $"Voted on {sent.Name}. The token is used up."));
    }

    public static Command Export(Frame frame)
    {
        var (section, id) = (Arguments.Section(), QuestionCommands.Id());
        var command = new Command(
            "export", T("Write the ballots of a question that has closed, as JSON, so that anybody can count again."))
        {
            section, id,
        };
        return frame.Asks(command.WithExamples("questions export geneva-masons paris > ballots.json"), async call =>
        {
            var export = await call.AskAsync(
                new ExportBallotsRequest
                {
                    Name = Names.Below(call.Section(section), Collection, call.Text(id), "question"),
                },
                call.Services.Assemblies.ExportBallotsAsync);
            // The API's own JSON, which recount reads.
            var json = new JsonFormatter(JsonFormatter.Settings.Default.WithIndentation());
            call.Terminal.Output.Write($"{Shown.Json(json.Format(export))}\n");
        });
    }

    public static Command Recount(Frame frame)
    {
        var file = Arguments.Text("FILE", "What questions export wrote.");
        var command = new Command(
            "recount", T("Count exported ballots again, without a service: every token, the quorum, the majority."))
        {
            file,
        };
        command.WithExamples("questions recount ballots.json");
        command.SetAction(parsed =>
        {
            var count = BallotCount.Of(Read(parsed.GetRequiredValue(file)));
            if (frame.IsJson(parsed))
                JsonText.Write(frame.Terminal.Output, count.ToJson());
            else
                count.Write(frame.TerminalOf(parsed).Console());
            return count.Wrong.Count == 0 ? ExitCodes.Ok : ExitCodes.Refused;
        });
        return command;
    }

    private static BallotExport Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > BytesMax)
                throw UsageException.Malformed("file", $"\"{path}\" is larger than {BytesMax} bytes");
            return JsonParser.Default.Parse<BallotExport>(File.ReadAllText(path));
        }
        // An exception of the format is one of input and output, too.
        catch (Exception problem) when (problem is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw UsageException.Malformed("file", $"\"{path}\" has no ballots: {problem.Message}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw UsageException.Malformed("file", $"\"{path}\" cannot be read");
        }
    }
}
