using System.CommandLine;
using System.CommandLine.Help;
using Solidarity.Cli.Boards;
using Solidarity.Cli.Calls;
using Solidarity.Cli.Corridors;
using Solidarity.Cli.Demos;
using Solidarity.Cli.Federations;
using Solidarity.Cli.Graph;
using Solidarity.Cli.Loans;
using Solidarity.Cli.Messages;
using Solidarity.Cli.Offers;
using Solidarity.Cli.Pledges;
using Solidarity.Cli.Replaying;
using Solidarity.Cli.Routing;
using Solidarity.Cli.Running;
using Solidarity.Cli.Sections;
using Solidarity.Cli.Serving;
using Solidarity.Cli.Strikes;
using Solidarity.Cli.Successions;
using Solidarity.Cli.Transfers;
using Solidarity.Cli.Treasuries;
using Solidarity.Cli.Verifying;
using Solidarity.Cli.Warnings;

namespace Solidarity.Cli;

/// <summary>The tree of commands.</summary>
internal static class Root
{
    public static Command Create(Terminal terminal, out GlobalOptions globals)
    {
        globals = new GlobalOptions();
        var frame = new Frame(terminal, globals);
        // A plain command and no RootCommand, whose name would be that of whatever process this runs in.
        var root = new Command("solidarity", "Carries calls for aid and strike funds between sections and federations.")
        {
            globals.Json,
            globals.Server,
            VersionText.Option(),
            new HelpOption(),
        };
        foreach (var command in All(frame))
            root.Add(command);
        HelpText.Extend(root);
        return root;
    }

    private static IEnumerable<Command> All(Frame frame) =>
    [
        SectionCommands.Create(frame),
        FederationCommands.Create(frame),
        AffiliationCommands.Affiliate(frame),
        AffiliationCommands.Leave(frame),
        SuccessionCommands.Create(frame),
        CorridorCommands.Create(frame),
        TreasuryCommands.Deposit(frame),
        TreasuryCommands.PayOut(frame),
        TreasuryCommands.PayDues(frame),
        BookCommands.Balances(frame),
        BookCommands.Statement(frame),
        StrikeCommands.Create(frame),
        CallCommands.Call(frame),
        CallsCommands.Create(frame),
        InboxCommand.Create(frame),
        PledgeCommands.Pledge(frame),
        CallCommands.Decline(frame),
        PledgeCommands.Honour(frame),
        PledgeCommands.Withdraw(frame),
        PledgeCommands.List(frame),
        TranchesCommand.Create(frame),
        SupportCommands.Create(frame),
        WarningCommands.Create(frame),
        LoanCommands.Create(frame),
        CollectionCommands.Collect(frame),
        CollectionCommands.Create(frame),
        TransferCommands.Create(frame),
        RouteCommands.Create(frame),
        BoardCommand.Create(frame),
        WatchCommand.Create(frame),
        GraphCommand.Create(frame),
        ServeCommand.Create(frame),
        MessageCommands.Create(frame),
        ReplayCommand.Create(frame),
        VerifyCommand.Create(frame),
        DemoCommands.Create(frame),
    ];
}
