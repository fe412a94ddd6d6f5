using Google.Protobuf.WellKnownTypes;

namespace Solidarity.Server.Tests.Hostile;

/// <summary>Attacks with sums, rates and promises.</summary>
internal sealed partial class Strangers
{
    private const long RateTermMax = 1_000_000_000_000;
    private const int TranchesMax = 104;
    private const int DelayHoursMax = 366 * 24;

    /// <summary>The largest promise that there may be, withdrawn and made again: totals of what was promised grow past
    /// every bound.</summary>
    private async Task PromiseAsync(int number)
    {
        await OnceAsync("promises", async () =>
        {
            await FoundSectionAsync("promiser");
            await FoundSectionAsync("promised");
            await DeclareStrikeAsync("sections/promised", "promised-1");
            await DeclareStrikeAsync("sections/promised", "promised-2");
            await DepositAsync("sections/promiser", Money(MinorMax));
        });
        var id = Numbered("series", number);
        await TryAsync("promise tranches", () => Pledges.PromiseTranchesAsync(new()
        {
            RequestId = NewId(),
            Section = "sections/promiser",
            Strike = number % 2 == 0 ? "strikes/promised-1" : "strikes/promised-2",
            PledgeId = id,
            Kind = V1.AidKind.Gift,
            Each = Money(MinorMax),
            Count = TranchesMax,
            EveryDays = 7,
            Authority = Authority,
        }));
        await TryAsync("withdraw a tranche", () => Pledges.WithdrawPledgeAsync(new()
        {
            RequestId = NewId(),
            Name = $"sections/promiser/pledges/{id}-t1",
            Reason = "again",
        }));
    }

    /// <summary>A loan of the largest sum that its lender redirects to one strike again and again.</summary>
    private async Task RedirectAsync(int number)
    {
        await OnceAsync("redirects", async () =>
        {
            await FoundSectionAsync("lender");
            await FoundSectionAsync("borrower");
            await DeclareStrikeAsync("sections/borrower", "borrower-1");
            await OpenCorridorAsync("sections/lender", "sections/borrower", new(), "CHF", "CHF");
            await DepositAsync("sections/lender", Money(MinorMax));
            await PledgeAsync("sections/lender", "strikes/borrower-1", "lent", MinorMax, V1.AidKind.Loan);
        });
        await TryAsync("redirect a repayment", () => new V1.LoansService.LoansServiceClient(_channel)
            .RedirectRepaymentAsync(new()
            {
                RequestId = NewId(),
                Pledge = "sections/lender/pledges/lent",
                Strike = _victims.Strike,
                Section = _victims.StrikingSection,
                Amount = Money(MinorMax),
                Again = true,
            }));
    }

    /// <summary>Ten francs that become a trillion times as many over a corridor that people settle.</summary>
    private async Task ExchangeAsync(int number)
    {
        var terms = new V1.CorridorTerms
        {
            Rate = new V1.Rate { Numerator = RateTermMax, Denominator = 1 },
            SettledBy = V1.Settlement.Courier,
        };
        await OnceAsync("exchange", async () =>
        {
            await FoundSectionAsync("changer");
            await FoundFederationAsync("exchange");
            await FoundSectionAsync("changed", new V1.Currency { CurrencyCode = "XTS" });
            await DeclareStrikeAsync("sections/changed", "changed-1");
            await OpenCorridorAsync("sections/changer", "federations/exchange", terms, "CHF", "XTS");
            await OpenCorridorAsync("federations/exchange", "sections/changed", new(), "XTS", "XTS");
            await DepositAsync("sections/changer", Money(MinorMax));
        });
        await PledgeAsync("sections/changer", "strikes/changed-1", Numbered("p", number), 10_00);
    }

    /// <summary>The largest sum, said to be collected for the victims' strike by nobody that they know.</summary>
    private async Task CollectAsync(int number)
    {
        await OnceAsync("collections", () => FoundFederationAsync("collectors"));
        await TryAsync("collect", () => Federations.CollectAsync(new()
        {
            RequestId = NewId(),
            Federation = "federations/collectors",
            CollectionId = Numbered("c", number),
            Strike = _victims.Strike,
            Section = _victims.StrikingSection,
            Kind = V1.AidKind.Gift,
            Amount = Money(MinorMax),
        }));
    }

    /// <summary>Money that may not exist, on its way over a corridor of the strangers' own that takes a year, so that
    /// room is held at the honest federation behind it.</summary>
    private async Task HoldRoomAsync(int number)
    {
        await OnceAsync("slow", async () =>
        {
            await FoundSectionAsync("slow");
            await DepositAsync("sections/slow", Money(MinorMax));
            await OpenCorridorAsync(
                "sections/slow", Victims.SlowNeighbour, new() { DelayHours = DelayHoursMax }, "CHF", "CHF");
        });
        await PledgeAsync("sections/slow", _victims.Strike, Numbered("p", number), 1_000_00);
    }

    /// <summary>Pledges of one section to the victims' strike, each sent at once though there is no way.</summary>
    private async Task PledgeAsync(int number)
    {
        await OnceAsync("pledges", async () =>
        {
            await FoundSectionAsync("pledger");
            await DepositAsync("sections/pledger", Money(MinorMax));
        });
        await PledgeAsync("sections/pledger", _victims.Strike, Numbered("p", number), 1 + number);
    }

    private Task PledgeAsync(
        string section, string strike, string id, long minor, V1.AidKind kind = V1.AidKind.Gift) =>
        TryAsync("pledge", () => Pledges.PledgeAsync(new()
        {
            RequestId = NewId(),
            Section = section,
            Strike = strike,
            PledgeId = id,
            Kind = kind,
            Amount = Money(minor),
            Authority = new string('x', 1_000),
            HonourNow = minor % 2 == 0,
            LapseTime = minor % 3 == 0 ? new DateTime(9999, 12, 30, 0, 0, 0, DateTimeKind.Utc).ToTimestamp() : null,
        }));
}
