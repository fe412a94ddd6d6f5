using System.CommandLine;
using System.CommandLine.Help;
using Solidarity.Commands.Boards;
using Solidarity.Commands.Calls;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Corridors;
using Solidarity.Commands.Federations;
using Solidarity.Commands.Graph;
using Solidarity.Commands.Loans;
using Solidarity.Commands.Messages;
using Solidarity.Commands.Notices;
using Solidarity.Commands.Offers;
using Solidarity.Commands.Pledges;
using Solidarity.Commands.Routing;
using Solidarity.Commands.Sections;
using Solidarity.Commands.Strikes;
using Solidarity.Commands.Successions;
using Solidarity.Commands.Terminals;
using Solidarity.Commands.Transfers;
using Solidarity.Commands.Treasuries;
using Solidarity.Commands.Warnings;
using Solidarity.Demos;
using Solidarity.Replay;

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
            globals.Output,
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
        InboxCommands.Create(frame),
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
        NoticeCommands.Create(frame),
        ReplayCommand.Create(frame),
        VerifyCommand.Create(frame),
        BackupCommand.Create(frame),
        RestoreCommand.Create(frame),
        MigrateCommand.Create(frame),
        DemoCommands.Create(frame),
    ];
}
