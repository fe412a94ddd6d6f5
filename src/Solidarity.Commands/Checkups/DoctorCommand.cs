using Grpc.Core;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.Checkups;

/// <summary><c>solidarity doctor</c>: whether all is well, and what waits for a body to do.</summary>
internal static class DoctorCommand
{
    public static Command Create(Frame frame)
    {
        var body = Arguments.Body("BODY", "Whose matters to look at: geneva-masons.");
        body.Optional();
        var data = Options.Text("--data", "DIR", "Look at this data folder, too, and at the disk that it is on.");
        var command = new Command("doctor",
            T("Look whether the service is well, and what waits for a body to do. Exits with 1 where something "
                + "is wrong."))
        {
            body, data,
        };
        command.WithExamples("doctor", "doctor geneva-masons", "doctor --data ./treasury --json");
        command.SetAction(async (parsed, cancelled) =>
        {
            using var call = new ServiceCall(parsed, frame.Terminal, frame.Globals, cancelled);
            var server = frame.Globals.ServerOf(parsed);
            List<Remark> remarks = [.. await LookAsync(call, body, server)];
            if (call.Get(data) is { } folder)
                remarks.AddRange(ServiceCheckup.LookAt(folder));
            Show(call, remarks);
            return remarks.Any(remark => remark.State is RemarkState.Wrong) ? ExitCodes.Refused : ExitCodes.Ok;
        });
        return command;
    }

    // What cannot be asked is what is wrong, and the folder is looked at all the same.
    private static async Task<IEnumerable<Remark>> LookAsync(ServiceCall call, BodyArgument body, Uri server)
    {
        try
        {
            var service = await new ServiceCheckup(call).LookAsync(server);
            await call.FindBodiesAsync();
            return call.Body(body) is { Length: > 0 } name
                ? service.Concat(await new BodyCheckup(call, name).LookAsync())
                : service;
        }
        catch (RpcException problem) when (!Failure.IsLeaving(problem, call.Cancelled))
        {
            return [new("service", RemarkState.Wrong, Wording.Verbatim(ServiceFailure.Of(problem, server).Message))];
        }
    }

    private static void Show(ServiceCall call, IReadOnlyCollection<Remark> remarks)
    {
        if (call.Json)
            JsonText.Write(call.Terminal.Output, new JsonFields
            {
                ["remarks"] = remarks.Select(remark => new JsonFields
                {
                    ["what"] = T(remark.What),
                    ["state"] = EnumNames.Of(remark.State),
                    ["text"] = T(remark.Text),
                    ["do"] = remark.Do is { } hint ? $"{Hint.Program} {hint.Command}" : "",
                }),
            });
        else
            foreach (var remark in remarks)
            {
                var state = remark.State is RemarkState.Ok ? "" : $"{EnumText.Plain(remark.State)}: ";
                call.Terminal.Say($"{remark.What}: {state}{remark.Text}");
                if (remark.Do is { } hint)
                    call.Terminal.Say($"{Hint.Indent}{hint}");
            }
    }
}
