using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Strikes;

/// <summary><c>solidarity strikes return|pass-on|keep</c>: what is left in the fund of a strike that has ended.
/// </summary>
internal static class SurplusCommands
{
    public static Command Return(Frame frame)
    {
        var (section, strike, sum) = (Section(), Strike(), new SumArguments());
        var donor = Arguments.Text("DONOR", "The section that gave, and gets it: london-tailors.");
        var (authority, id) = (Options.Authority(), Id());
        var command = new Command("return",
            T($"Send what is left in the fund of an ended strike back to a section that gave. {Final.Note}"))
        {
            section, strike, donor, sum.All, authority, id,
        };
        return frame.SendsMoney(command.WithExamples(
            "strikes return paris-bronze-workers paris-bronze-1867 london-tailors 40 FRF "
            + "--authority \"assembly of 3 May\""), call => call.SendAsync(
            new ReturnSurplusRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                ReturnId = call.Id(id),
                Donor = call.Section(donor),
                Amount = sum.Read(call),
                Authority = call.Text(authority),
            },
            call.Services.Strikes.ReturnSurplusAsync,
            request => new Said(
                $"{SumText.Of(request.Amount)} from the fund of {request.Strike} are going back to {request.Donor}.",
                new Hint("See where the money is", "transfers list"))));
    }

    public static Command PassOn(Frame frame)
    {
        var (section, strike, sum) = (Section(), Strike(), new SumArguments());
        var other = Arguments.Text("OTHER", "The strike that gets it: geneva-builders-1868.");
        var (authority, id) = (Options.Authority(), Id());
        var command = new Command("pass-on",
            T($"Send what is left in the fund of an ended strike to another strike's fund. {Final.Note}"))
        {
            section, strike, other, sum.All, authority, id,
        };
        return frame.SendsMoney(command.WithExamples(
            "strikes pass-on paris-bronze-workers paris-bronze-1867 geneva-builders-1868 40 FRF "
            + "--authority \"assembly of 3 May\""), async call =>
        {
            var request = new PassOnSurplusRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                AidId = call.Id(id),
                ToStrike = call.Strike(other),
                Amount = sum.Read(call),
                Authority = call.Text(authority),
            };
            request.ToSection = await StrikeLookup.SectionOfAsync(call, request.ToStrike);
            await call.SendAsync(request, call.Services.Strikes.PassOnSurplusAsync,
                _ => new Said(
                    $"{SumText.Of(request.Amount)} from the fund of {request.Strike} go to {request.ToStrike}.",
                    new Hint("See", $"board {Names.Short(request.ToStrike)}")));
        });
    }

    public static Command Keep(Frame frame)
    {
        var (section, strike, sum) = (Section(), Strike(), new SumArguments());
        var authority = Options.Authority();
        var command = new Command("keep",
            T("Put what is left in the fund of an ended strike into the section's own treasury, by its decision."))
        {
            section, strike, sum.All, authority,
        };
        return frame.SendsMoney(command.WithExamples(
            "strikes keep paris-bronze-workers paris-bronze-1867 12.50 FRF --authority \"assembly of 3 May\""),
            call => call.SendAsync(
                new KeepSurplusRequest
                {
                    Section = call.Section(section),
                    Strike = call.Strike(strike),
                    Amount = sum.Read(call),
                    Authority = call.Text(authority),
                },
                call.Services.Strikes.KeepSurplusAsync,
                request => $"{request.Section} keeps {SumText.Of(request.Amount)} from the fund of {request.Strike} in "
                    + $"its treasury."));
    }

    private static Argument<string> Section() =>
        Arguments.Section("The section that declared it: paris-bronze-workers.");

    private static Argument<string> Strike() => Arguments.Strike("The strike that has ended: paris-bronze-1867.");

    private static Option<string?> Id() =>
        Options.Text("--id", "ID", "The id that it gets; left out, the service makes one.");
}
