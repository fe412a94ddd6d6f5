using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.Answers;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Corridors;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests;

public sealed class WholeWayTests
{
    private static readonly FederationId Geneva = new("geneva");
    private static readonly SectionId Masons = new("geneva-masons");
    private static readonly SectionId Bookbinders = new("geneva-bookbinders");
    private static readonly SectionId Tailors = new("geneva-tailors");
    private static readonly StrikeId Build = new("gva-build-1868");

    [Fact]
    public async Task A_strike_calls_sections_pledge_and_money_arrives()
    {
        await using var service = await FoundedAsync();
        await CallAsync(service);

        await service.Must(Bookbinders, Pledge("p-1", AidKind.Gift, 50, now: true));
        await service.Must(Tailors, new AnswerCommand.DeclineCall(new PledgeId("d-1"), Build, "too poor"));
        await service.QuietAsync();

        var strike = service.Projector.Current.Strikes.Find(Build.Value)!;
        strike.Aid.Givers.ToDictionary(p => p.Key.Label, p => p.Value.Answer).ShouldBe(
            new Dictionary<string, Answer>
            {
                ["geneva-bookbinders"] = Answer.Pledged,
                ["geneva-tailors"] = Answer.Declined,
            },
            ignoreOrder: true);
        var aid = strike.Aid.Pieces[new AidKey(Party.Of(Bookbinders), new PledgeId("p-1"))];
        (aid.State, aid.Stage, aid.Received).ShouldBe((AidState.Honoured, MoneyStage.Received, Francs(50)));
        Balance(service, Masons, Account.StrikeFund(Build)).ShouldBe(50_00);
        Balance(service, Bookbinders, Account.Treasury).ShouldBe(50_00);
        service.Projector.Current.Transfers.All.Single().Phase.ShouldBe(TransferPhase.Settled);
    }

    [Fact]
    public async Task A_pledge_without_a_way_stays_pledged_and_goes_when_a_way_opens()
    {
        await using var service = await FoundedAsync();
        await CallAsync(service);
        await service.Owner(Geneva, new CorridorCommand.CloseCorridor(new CorridorKey(Masons, Chf, Chf)));
        await service.QuietAsync();

        await service.Must(Bookbinders, Pledge("p-1", AidKind.Gift, 50, now: true));
        await service.QuietAsync();
        Balance(service, Bookbinders, Account.Pledged).ShouldBe(50_00);
        service.Projector.Current.Transfers.All.Single().Phase.ShouldBe(TransferPhase.Returned);

        await service.OpenAsync(Geneva, Masons);
        await service.Must(Bookbinders, new PledgeCommand.HonourPledge(new PledgeId("p-1")));
        await service.QuietAsync();
        Balance(service, Masons, Account.StrikeFund(Build)).ShouldBe(50_00);
    }

    [Fact]
    public async Task A_loan_arrives_is_owed_and_is_repaid()
    {
        await using var service = await FoundedAsync();
        await CallAsync(service);
        await service.Must(Bookbinders, Pledge("p-1", AidKind.Loan, 40, now: true));
        await service.QuietAsync();
        Balance(service, Bookbinders, Account.Lent).ShouldBe(40_00);
        Balance(service, Masons, Account.Borrowed).ShouldBe(-40_00);

        await service.Must(Masons, new OwnTreasuryCommand.Deposit(Francs(100), "dues"));
        var loan = new AidKey(Party.Of(Bookbinders), new PledgeId("p-1"));
        await service.Must(Masons, new LoanCommand.RepayLoan(
            loan, new PledgeId("r-1"), Francs(40), null, null, "assembly of 1 May"));
        await service.QuietAsync();
        Balance(service, Bookbinders, Account.Treasury).ShouldBe(100_00);
        Balance(service, Bookbinders, Account.Lent).ShouldBe(0);
        Balance(service, Masons, Account.Borrowed).ShouldBe(0);
    }

    private static async Task<Service> FoundedAsync()
    {
        var service = await StartAsync();
        await service.Must(Geneva, new FederationCommand.Found("Geneva", Level.Local, "Geneva", "CH"));
        foreach (var section in (SectionId[])[Masons, Bookbinders, Tailors])
        {
            await service.FoundAsync(section, section == Masons ? 0 : 100);
            await service.JoinAsync(section, Geneva);
            await service.OpenAsync(section, Geneva);
            await service.OpenAsync(Geneva, section);
        }
        return service;
    }

    private static async Task CallAsync(Service service)
    {
        var facts = new StrikeFacts(
            "masons", "Geneva", "CH", ["the masters"], "ten hours", 3000, new DateOnly(1868, 3, 23));
        await service.Must(Masons, new OwnStrikeCommand.DeclareStrike(Build, facts));
        await service.Must(
            Masons, new OwnCallCommand.CallForAid(Build, Level.Local, [], new CallChange("money", Francs(1000))));
        await service.QuietAsync();
    }

    private static PledgeCommand.MakePledge Pledge(string id, AidKind kind, long francs, bool now) =>
        new(new PledgeId(id), Build, kind, Francs(francs), "assembly of 24 March", now, null);

    private static Int128 Balance(Service service, SectionId section, Account account) =>
        service.Projector.Current.Sections.Find(section.Value)!.Treasury.Book.Balance(account, Chf);
}
