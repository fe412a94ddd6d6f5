using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;
using Solidarity.Commands.Terminals;
using Spectre.Console;

namespace Solidarity.Commands.Corridors;

/// <summary><c>solidarity corridors drain|limit|carriage</c>: how far a treasury lets money of others pass.</summary>
internal static class CarriageCommands
{
    public static Command[] All(Frame frame) => [Drain(frame), Limit(frame), Show(frame)];

    /// <summary>What a treasury's carriage is, one line for each thing that there is to say.</summary>
    public static IEnumerable<string> Lines(Carriage? carriage)
    {
        if (carriage is null)
            yield break;
        if (carriage.Draining)
            yield return T("takes on no new money passing through (it drains)");
        foreach (var room in carriage.Passing)
            yield return string.Join(", ", Passing(room));
        foreach (var quarantine in carriage.Quarantines)
            yield return T($"has quarantined {quarantine.Neighbour} since {Moments.Minute(quarantine.SinceTime)}: "
                + $"{quarantine.Reason}");
        foreach (var line in MoreText.Of(carriage.Omitted))
            yield return line;
    }

    /// <summary>For how long and for whom room is held, where the owner has said something of it.</summary>
    public static IEnumerable<string> HoldTerms(int hours, int percent)
    {
        if (hours > 0)
            yield return T($"held for at most {hours} h");
        if (percent > 0)
            yield return T($"one source holds at most {percent} percent");
    }

    private static IEnumerable<string> Passing(PassingRoom room) =>
    [
        T($"{SumText.Of(room.StandingMinorUnits, room.Currency)} of others"),
        T($"{SumText.Of(room.ComingMinorUnits, room.Currency)} held to come"),
        .. room.HasMaxMinorUnits
            ? [T($"at most {SumText.Of(room.MaxMinorUnits, room.Currency)}")]
            : Array.Empty<string>(),
        .. HoldTerms(room.HoldHoursMax, room.SharePercent),
    ];

    private static Command Drain(Frame frame)
    {
        var body = Body();
        var off = Options.Flag("--off", "Let money pass through again.");
        var command = new Command(
            "drain", T("Take on no new money passing through; what is held or under way still goes.")) { body, off };
        return frame.Sends(command.WithExamples(
            "corridors drain --body geneva",
            "corridors drain --body geneva --off"), call => call.SendAsync(
            new SetDrainRequest { Body = call.Body(body), Draining = !call.Get(off) },
            call.Services.Corridors.SetDrainAsync,
            request => request.Draining
                ? new Said($"{request.Body} takes on no new money passing through.",
                    new Hint("See what is still there", $"corridors carriage {request.Body}"))
                : new Said($"Money may pass through {request.Body} again.")));
    }

    private static Command Limit(Frame frame)
    {
        var body = Body();
        var most = Options.Sum("--most", "The most of others' money that stands there or is held to come: 500 CHF.");
        var none = Options.Text("--none", "CURRENCY", "No limit in this currency any more: CHF.");
        var hours = Options.Number(
            "--hold-hours-max", "How long money may be expected at most before it comes (default: 720).");
        var share = Options.Number("--share-percent",
            "How much of the limit may be held for money of one source (default: 50 of what is held longer than 120 "
            + "h).");
        var command = new Command("limit", T("Limit how much of others' money stands with a treasury."))
        {
            body, most, none, hours, share,
        };
        return frame.Sends(command.WithExamples("corridors limit --body geneva --most 500 CHF",
            "corridors limit --body geneva --most 500 CHF --hold-hours-max 240 --share-percent 25",
            "corridors limit --body geneva --none CHF"), async call =>
        {
            var request = new SetPassingLimitRequest
            {
                Body = call.Body(body),
                HoldHoursMax = call.Get(hours) ?? 0,
                SharePercent = call.Get(share) ?? 0,
            };
            if (call.IsGiven(most) == call.IsGiven(none))
                throw UsageException.Malformed("most", "say either --most AMOUNT CURRENCY or --none CURRENCY");
            if (call.Get(none) is { } text)
            {
                request.Currency = SumReader.Currency(text, "none");
            }
            else
            {
                var given = call.Get(most)!;
                request.Currency = SumReader.Currency(given[1], "most");
                request.MaxMinorUnits = SumReader.Sum(given[0], request.Currency, "most").MinorUnits;
            }
            await call.SendAsync(request, call.Services.Corridors.SetPassingLimitAsync,
                _ => request.HasMaxMinorUnits
                    ? Wording.Of(
                        $"{request.Body} has at most {SumText.Of(request.MaxMinorUnits, request.Currency)} of others.")
                    : Wording.Of(
                        $"{request.Body} has no limit for money of others in {SumText.Of(request.Currency)}."));
        });
    }

    private static Command Show(Frame frame)
    {
        var body = Arguments.Body("BODY", "The treasury: geneva.");
        var view = new ViewOptions();
        var command = new Command("carriage", T("Show how far a treasury lets money of others "
            + "pass.")) { body, view.As };
        return frame.Asks(command.WithExamples("corridors carriage geneva"), async call =>
        {
            var request = new GetCarriageRequest { Body = call.Body(body), Viewer = view.ViewerOf(call) };
            var carriage = await call.AskAsync(request, call.Services.Corridors.GetCarriageAsync);
            call.Show(carriage, console =>
            {
                var lines = Lines(carriage).ToArray();
                console.WriteLine(lines.Length > 0
                    ? $"{carriage.Body}:"
                    : T(view.WhenNone(call, $"{carriage.Body} has no money of others, and no limit for it.")));
                foreach (var line in lines)
                    console.WriteLine(Shown.Line($"  {line}"));
            });
        });
    }

    private static BodyOption<string?> Body() =>
        Options.Acting("--body", "The treasury whose owner decides: geneva.");
}
