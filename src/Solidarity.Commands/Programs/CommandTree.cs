using System.CommandLine.Help;
using Solidarity.Commands.Assemblies;
using Solidarity.Commands.Boards;
using Solidarity.Commands.Books;
using Solidarity.Commands.Calls;
using Solidarity.Commands.Checkups;
using Solidarity.Commands.Claims;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Contexts;
using Solidarity.Commands.Corridors;
using Solidarity.Commands.Federations;
using Solidarity.Commands.Founding;
using Solidarity.Commands.Graph;
using Solidarity.Commands.Imports;
using Solidarity.Commands.Loans;
using Solidarity.Commands.Mandates;
using Solidarity.Commands.Messages;
using Solidarity.Commands.Notices;
using Solidarity.Commands.Offers;
using Solidarity.Commands.Pay;
using Solidarity.Commands.Pledges;
using Solidarity.Commands.Reports;
using Solidarity.Commands.Routing;
using Solidarity.Commands.Sections;
using Solidarity.Commands.Settings;
using Solidarity.Commands.Shells;
using Solidarity.Commands.Statutes;
using Solidarity.Commands.Strikes;
using Solidarity.Commands.Successions;
using Solidarity.Commands.Terminals;
using Solidarity.Commands.Trades;
using Solidarity.Commands.Transfers;
using Solidarity.Commands.Treasuries;
using Solidarity.Commands.Warnings;

namespace Solidarity.Commands.Programs;

/// <summary>The tree of commands.</summary>
internal static class CommandTree
{
    // Null: a command that runs the service, or reads its journal. A program has it, or something that stands for it.
    private static readonly (string Name, Func<Frame, Command>? Create)[] All =
    [
        ("init", InitCommand.Create),
        ("doctor", DoctorCommand.Create),
        ("use", UseCommand.Create),
        ("sections", SectionCommands.Create),
        ("federations", FederationCommands.Create),
        ("affiliate", AffiliationCommands.Affiliate),
        ("leave", AffiliationCommands.Leave),
        ("successions", SuccessionCommands.Create),
        ("corridors", CorridorCommands.Create),
        ("deposit", TreasuryCommands.Deposit),
        ("payout", TreasuryCommands.PayOut),
        ("dues", TreasuryCommands.PayDues),
        ("reverse", ReverseCommand.Create),
        ("balances", BookCommands.Balances),
        ("statement", BookCommands.Statement),
        ("books", BookCommands.Create),
        ("strikes", StrikeCommands.Create),
        ("pay-rules", PayRulesCommands.Create),
        ("call", CallCommands.Call),
        ("calls", CallsCommands.Create),
        ("inbox", InboxCommands.Create),
        ("pledge", PledgeCommands.Pledge),
        ("decline", CallCommands.Decline),
        ("honour", PledgeCommands.Honour),
        ("withdraw", PledgeCommands.Withdraw),
        ("pledges", PledgeCommands.List),
        ("tranches", TranchesCommand.Create),
        ("statutes", StatutesCommands.Create),
        ("mandates", MandateCommands.Create),
        ("questions", QuestionCommands.Create),
        ("claims", ClaimCommands.Create),
        ("support", SupportCommands.Create),
        ("warnings", WarningCommands.Create),
        ("trades", TradeCommands.Create),
        ("loans", LoanCommands.Create),
        ("collect", CollectionCommands.Collect),
        ("collections", CollectionCommands.Create),
        ("transfers", TransferCommands.Create),
        ("routes", RouteCommands.Create),
        ("board", BoardCommand.Create),
        ("watch", WatchCommand.Create),
        ("report", ReportCommand.Create),
        ("graph", GraphCommand.Create),
        ("import", ImportCommands.Create),
        (ServiceCommand.Serve.Name, null),
        ("messages", MessageCommands.Create),
        ("notices", NoticeCommands.Create),
        (ServiceCommand.Replay.Name, null),
        (ServiceCommand.Verify.Name, null),
        (ServiceCommand.Backup.Name, null),
        (ServiceCommand.Restore.Name, null),
        (ServiceCommand.Migrate.Name, null),
        (ServiceCommand.Demo.Name, null),
        ("completion", CompletionCommand.Create),
        ("man", ManCommand.Create),
    ];

    // Its own word is enough for it, and the others are not asked for.
    private const string Version = "--version";

    /// <summary>The tree, or as much of it as a command line needs: nearly all begin with the name of a command, and to
    /// build all the others takes longer than to do what it says.</summary>
    /// <param name="ofService">By their names, the commands that run the service.</param>
    public static Command Create(
        Terminal terminal, string[] args, IReadOnlyDictionary<string, Func<Frame, Command>> ofService,
        out GlobalOptions globals)
    {
        globals = new GlobalOptions(new Choices(terminal.Variable));
        var frame = new Frame(terminal, globals);
        // A plain command and no RootCommand, whose name would be that of whatever process this runs in.
        var root = new Command("solidarity", T("Carries calls for aid and strike funds between sections and "
            + "federations."))
        {
            globals.Output,
            globals.Json,
            globals.Server,
            globals.AsBody,
            globals.Lang,
            VersionText.Option(Version),
            // The library says this in few languages.
            new HelpOption { Description = T("Show help and usage information") },
        };
        var first = args is [var word, ..] and not ["man", ..] ? word : "";
        var asked = Array.FindAll(All, command => command.Name == first);
        foreach (var (name, create) in asked.Length > 0 || first == Version ? asked : All)
            root.Add((create ?? ofService[name])(frame));
        HelpText.Extend(root, terminal);
        return root;
    }
}
