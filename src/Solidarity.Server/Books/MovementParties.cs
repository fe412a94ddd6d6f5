using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Surplus;
using Solidarity.Domain.Treasuries.Hops;

namespace Solidarity.Server.Books;

/// <summary>Whom a movement of money concerns, and what it rests on.</summary>
internal static class MovementParties
{
    /// <summary>The decision that the movement rests on; empty where none was told.</summary>
    public static string AuthorityOf(SectionEvent @event) => @event switch
    {
        PledgeEvent.Pledged e => e.Authority,
        OwnTreasuryEvent.PaidOut e => e.Authority ?? "",
        OwnTreasuryEvent.DuesPaid e => e.Authority ?? "",
        OwnStrikeEvent.StrikePayPaid e => e.Authority ?? "",
        LoanEvent.RepaidOutside e => e.Authority,
        SurplusEvent.SurplusKept e => e.Authority,
        SurplusEvent.SurplusMoved e => e.Authority,
        _ => "",
    };

    /// <summary>The neighbours that money came from or went to, and those it was for; none twice.</summary>
    public static ImmutableArray<Address> Of(SectionEvent @event, LedgerEntry booked) => All(booked, @event switch
    {
        PledgeEvent.Pledged e => e.To,
        OwnStrikeEvent.AidArrived e => e.Delivery.Aid.From.Body,
        LoanEvent.LoanTaken e => e.Loan.From.Body,
        LoanEvent.LoanReduced e => e.Loan.From.Body,
        LoanEvent.RepaymentArrived e => e.Delivery.Borrower,
        SurplusEvent.SurplusArrived e => e.Delivery.Section,
        OwnTreasuryEvent.OfTreasury { Happened: HopEvent.Dispatched e } => e.Delivery.Receiver,
        _ => null,
    });

    /// <inheritdoc cref="Of(SectionEvent, LedgerEntry)"/>
    public static ImmutableArray<Address> Of(FederationEvent @event, LedgerEntry booked) => All(booked, @event switch
    {
        CollectionEvent.Collected e => e.To,
        DuesTransferEvent.CollectionTakenOver e => e.To,
        FederationEvent.OfTreasury { Happened: HopEvent.Dispatched e } => e.Delivery.Receiver,
        _ => null,
    });

    private static ImmutableArray<Address> All(LedgerEntry booked, Address? other) =>
    [
        .. booked.Postings.Select(posting => posting.Account.Neighbour).Append(other)
            .OfType<Address>().Distinct(),
    ];
}
