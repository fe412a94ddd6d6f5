using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Treasuries;

/// <summary><c>solidarity deposit</c>, <c>payout</c> and <c>dues</c>.</summary>
internal static class TreasuryCommands
{
    public static Command Deposit(Frame frame)
    {
        var section = Arguments.Section();
        var sum = new SumArguments();
        var memo = Options.Text("--memo", "TEXT", "What to write in the book.");
        var command = new Command("deposit", T("Put money from outside into a section's treasury."))
        {
            section, sum.All, memo,
        };
        return frame.SendsMoney(command.WithExamples(
            "deposit geneva-masons 500 CHF --memo \"collected at the quay\"",
            "deposit london-tailors 8/0/6 GBP/240"), call => call.SendAsync(
            new DepositRequest
            {
                Section = call.Section(section),
                Amount = sum.Read(call),
                Memo = call.Text(memo),
            },
            call.Services.Sections.DepositAsync,
            (request, reply) => EntryHint.With(
                $"Deposited {SumText.Of(request.Amount)} into the treasury of {request.Section}.", reply)));
    }

    public static Command PayOut(Frame frame)
    {
        var section = Arguments.Section();
        var sum = new SumArguments();
        var memo = Options.Text("--memo", "TEXT", "What to write in the book.");
        var authority = Options.AuthorityOrNone();
        var command = new Command("payout", T("Pay money out of a section's treasury to the outside."))
        {
            section, sum.All, memo, authority,
        };
        return frame.SendsMoney(command.WithExamples(
            "payout geneva-masons 20 CHF --memo \"rent of the hall\""), call => call.SendAsync(
            new PayOutRequest
            {
                Section = call.Section(section),
                Amount = sum.Read(call),
                Memo = call.Text(memo),
                Authority = call.Text(authority),
            },
            call.Services.Sections.PayOutAsync,
            (request, reply) => EntryHint.With(
                $"Paid {SumText.Of(request.Amount)} out of the treasury of {request.Section}.", reply)));
    }

    public static Command PayDues(Frame frame)
    {
        var section = Arguments.Section();
        var federation = Arguments.Federation("The federation that it is a member of: geneva.");
        var sum = new SumArguments();
        var memo = Options.Text("--memo", "TEXT", "What to write in the book.");
        var authority = Options.AuthorityOrNone();
        var command = new Command("dues", T($"Pay dues to a federation. {Final.Note}"))
        {
            section, federation, sum.All, memo, authority,
        };
        return frame.SendsMoney(command.WithExamples(
            "dues geneva-masons geneva 12.50 CHF --memo \"second quarter\""), call => call.SendAsync(
            new PayDuesRequest
            {
                Section = call.Section(section),
                Federation = call.Federation(federation),
                Amount = sum.Read(call),
                Memo = call.Text(memo),
                Authority = call.Text(authority),
            },
            call.Services.Sections.PayDuesAsync,
            request => $"Paid {SumText.Of(request.Amount)} in dues from {request.Section} to {request.Federation}."));
    }
}
