using System.Text.Json;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Sections.Affiliations.AffiliationCommand;
using static Solidarity.Domain.Sections.Inbox.InboxCommand;
using static Solidarity.Domain.Sections.Loans.LoanCommand;
using static Solidarity.Domain.Sections.OwnStrikes.OwnStrikeCommand;
using static Solidarity.Domain.Sections.OwnTreasury.OwnTreasuryCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Floods;

/// <summary>Whatever strangers send to a section's inbox, it stays small, and what comes through the section's
/// federations is heard.</summary>
public sealed class InboxFloodTests
{
    private static readonly string LongText = new('願', Texts.MemoCharsMax);

    private static readonly StrikeFacts LongFacts = Facts with
    {
        Trade = "printing",
        Demands = LongText,
        Employers = [.. Enumerable.Repeat(LongText[..40], StrikeFacts.EmployersMax)],
    };

    private static Scenario<Section, SectionCommand, SectionEvent> Member { get; } = Scenarios.Section(Printers)
        .After(FoundSection).After(new Deposit(Francs(100_000), ""))
        .After(new AskAffiliation(Romande)).After(new LearnAffiliation(Romande, 1, Admitted: true, ""));

    [Fact]
    public void Strangers_calls_are_few_for_each_and_the_oldest_of_the_one_with_most_gives_way()
    {
        var state = Member.State;
        var refused = 0;
        // 960 long calls of 40 strangers.
        for (var number = 0; number < 960; number++)
        {
            var decision = SectionDecider.Decide(state, Heard(Stranger(number % 40), number), Noon.AddSeconds(number));
            refused += decision.Refusal is { Reason: "LIMIT_REACHED" } ? 1 : 0;
            state = decision.Events.Aggregate(state, Section.Evolve);
        }
        (refused, state.Inbox.Calls.Count).ShouldBe((960 - 200, 40 * SectionInbox.CallsPerStrangerMax));
        Bytes(state).ShouldBeLessThan(4 << 20);

        for (var number = 0; number < 1_000; number++)
            state = Told(state, Heard(Stranger(100 + number), 0), Noon.AddSeconds(1_000 + number));
        state.Inbox.Calls.Count.ShouldBe(SectionInbox.StrangersCallsMax);
        // A stranger with a single call is heard, in place of the oldest of those that have more.
        var heard = Told(state, Heard(Weavers, 1), Noon.AddDays(1));
        heard.Inbox.Calls.ShouldContainKey(Id(Weavers, 1));
        heard.Inbox.Calls.Count.ShouldBe(SectionInbox.StrangersCallsMax);

        // The section's own commands, and calls of its federation, are not touched by it.
        var flooded = From(state);
        flooded.After(new Deposit(Francs(1), ""));
        flooded.After(new LearnCall(Call(), Romande)).After(Pledge(100)).State.Promises.Pledges.ShouldContainKey(First);
    }

    [Fact]
    public void A_call_that_was_answered_does_not_give_way()
    {
        var state = Told(Member.State, Heard(Weavers, 1), Noon);
        state = Told(state, Pledge(100) with { Strike = Id(Weavers, 1) }, Noon);
        for (var number = 0; number < 1_200; number++)
            state = Told(state, Heard(Stranger(number), 0), Noon.AddSeconds(number + 1));
        state.Inbox.Calls.Count.ShouldBe(SectionInbox.StrangersCallsMax);
        state.Inbox.Calls.ShouldContainKey(Id(Weavers, 1));
    }

    [Fact]
    public void A_call_that_a_federation_vouches_for_does_not_give_way_to_strangers()
    {
        var state = Told(Member.State, new LearnCall(Call(), Lockout), Noon);
        for (var number = 0; number < 300; number++)
            state = Told(state, Heard(Stranger(number), 0), Noon.AddSeconds(number + 1));
        state = Told(state, new LearnCall(Call(), Romande), Noon.AddHours(1));
        state.Inbox.Calls[Lockout].From.ShouldBe(Romande);
        for (var number = 300; number < 1_200; number++)
            state = Told(state, Heard(Stranger(number), 0), Noon.AddHours(2).AddSeconds(number));
        state.Inbox.Calls.ShouldContainKey(Lockout);
    }

    [Fact]
    public void What_is_over_gives_way_to_what_a_federation_relays()
    {
        var over = new InboxCall(
            Call(), Romande, Noon, Answer.Declined, "", Closed: true, CallEnd.StrikeOver, Ended: 2);
        var full = From(Member.State with
        {
            Inbox = SectionInbox.Empty with
            {
                Calls = Enumerable.Range(0, SectionInbox.InboxMax).ToImmutableSortedDictionary(
                    number => Id(Stranger(number), 0), number => over with { HeardAt = Noon.AddSeconds(-number) }),
            },
        });
        var after = full.After(new LearnCall(Call(), Romande)).State.Inbox.Calls;
        (after.Count, after.ContainsKey(Lockout)).ShouldBe((SectionInbox.InboxMax, true));
        after.ShouldNotContainKey(Id(Stranger(SectionInbox.InboxMax - 1), 0));
    }

    [Fact]
    public void Warnings_of_strangers_are_bounded_in_the_same_way()
    {
        var state = Member.State;
        for (var number = 0; number < 960; number++)
            state = Told(state, Warned(Stranger(number % 40), number), Noon.AddSeconds(number));
        state.Inbox.Warnings.Count.ShouldBe(40 * SectionInbox.CallsPerStrangerMax);
        for (var number = 0; number < 1_000; number++)
            state = Told(state, Warned(Stranger(100 + number), 0), Noon.AddSeconds(1_000 + number));
        state.Inbox.Warnings.Count.ShouldBe(SectionInbox.StrangersCallsMax);
        From(state).After(new LearnWarning(new Warning(Lockout, Builders, "stay away", LongFacts), Romande))
            .State.Inbox.Warnings.ShouldContainKey(Lockout);
    }

    [Fact]
    public void A_full_inbox_is_below_its_bound()
    {
        var call = Told(Member.State, new LearnCall(Of(Weavers, 1), Romande), Noon);
        var warned = Told(Member.State, new LearnWarning(
            new Warning(Lockout, Builders, LongText, LongFacts), Romande), Noon);
        var one = Bytes(call) - Bytes(Member.State);
        var warning = Bytes(warned) - Bytes(Member.State);
        ((SectionInbox.InboxMax + SectionInbox.StrangersCallsMax) * (long)one
            + (SectionInbox.WarningsMax + SectionInbox.StrangersCallsMax) * (long)warning)
            .ShouldBeLessThan(SectionInbox.InboxBytesMax);
    }

    [Fact]
    public void A_lender_that_lets_a_loan_go_to_ever_more_strikes_is_refused()
    {
        var loan = new AidKey(Party.Of(Weavers), First);
        var debtor = Scenarios.Section(Builders).After(FoundSection).After(new DeclareStrike(Lockout, Facts))
            .Given(new LoanEvent.LoanTaken(loan, Lockout, Francs(1_000), Number: null, At: null, LedgerEntry.Move(
                Francs(1_000), Account.Borrowed, Account.Loans)));
        for (var number = 0; number < Loan.RedirectsMax; number++)
            debtor = debtor.After(new LearnRedirect(loan, Id(Weavers, number), Weavers, Francs(1)));
        debtor.When(new LearnRedirect(loan, Id(Weavers, 999), Weavers, Francs(1))).ThenRefused("LIMIT_REACHED");
        debtor.After(new LearnRedirect(loan, Id(Weavers, 0), Weavers, Francs(1)));
    }

    private static SectionId Stranger(int number) => new($"stranger-{number}");

    private static StrikeId Id(SectionId section, int number) => new($"{section}-{number}");

    private static Call Of(SectionId section, int number) =>
        new(Id(section, number), section, 1, Level.Local, LongText, null, LongFacts);

    private static LearnCall Heard(SectionId section, int number) => new(Of(section, number), Id(section, number));

    private static LearnWarning Warned(SectionId section, int number) =>
        new(new Warning(Id(section, number), section, LongText, LongFacts), Id(section, number));

    private static Section Told(Section state, SectionCommand command, DateTimeOffset at) =>
        SectionDecider.Decide(state, command, at).Events.Aggregate(state, Section.Evolve);

    private static Scenario<Section, SectionCommand, SectionEvent> From(Section state) =>
        new(Aggregates.Section, state);

    private static int Bytes(Section state) => JsonSerializer.SerializeToUtf8Bytes(state, DomainJson.Section).Length;
}
