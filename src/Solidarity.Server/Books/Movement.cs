using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Domain.Treasuries;
using Solidarity.Grains.Entries;
using Solidarity.Server.Paging;
using Solidarity.Storage;

namespace Solidarity.Server.Books;

/// <summary>One movement of money within a book.</summary>
/// <param name="What">The event's fixed name.</param>
/// <param name="Bodies">Those that the money came from, went to, or was for.</param>
/// <param name="Number">Of a plain entry; 0: it is none.</param>
/// <param name="Reverses">The number of the entry that it reverses; 0: it reverses none.</param>
/// <param name="ReversesWhat">The name of what it reverses.</param>
internal sealed record Movement(
    string What, LedgerEntry Booked, string Memo, StrikeId? Strike, string Authority, ImmutableArray<Address> Bodies,
    int Number = 0, int Reverses = 0, string ReversesWhat = "");

/// <summary>The movements that entries of the journal book.</summary>
internal static class Movements
{
    private static readonly Dictionary<Type, string> Names =
        StreamReading.NamesOf<SectionEvent>(DomainJson.SectionEvent)
            .Concat(StreamReading.NamesOf<TreasuryEvent>(DomainJson.SectionEvent))
            .Concat(StreamReading.NamesOf<FederationEvent>(DomainJson.FederationEvent)).ToDictionary();

    public static IEnumerable<Movement> Of(BodyKind kind, Entry entry) => kind == BodyKind.Section
        ? EntryBody.ReadEvents(entry.Body, Aggregates.Section.EventJson).Select(Of).OfType<Movement>()
        : EntryBody.ReadEvents(entry.Body, Aggregates.Federation.EventJson).Select(Of).OfType<Movement>();

    private static Movement? Of(SectionEvent @event)
    {
        if (@event.Booked() is not { } booked)
            return null;
        var (memo, strike) = MovementText.Of(@event);
        var movement = new Movement(
            NameOf((@event as OwnTreasuryEvent.OfTreasury)?.Happened ?? (object)@event), booked, memo, strike,
            MovementParties.AuthorityOf(@event), MovementParties.Of(@event, booked),
            (@event as IPlainEntry)?.Plain?.Number ?? 0);
        return @event is ReversalEvent.EntryReversed reversal
            ? movement with { Reverses = reversal.Reverses, ReversesWhat = NameOf(reversal.Original.Kind) }
            : movement;
    }

    private static Movement? Of(FederationEvent @event)
    {
        if (@event.Booked() is not { } booked)
            return null;
        var (memo, strike) = MovementText.Of(@event);
        return new Movement(
            NameOf((@event as FederationEvent.OfTreasury)?.Happened ?? (object)@event), booked, memo, strike,
            Authority: "", MovementParties.Of(@event, booked));
    }

    private static string NameOf(object happened) => Names[happened.GetType()];

    private static string NameOf(PlainEntryKind kind) => Names[kind switch
    {
        PlainEntryKind.Deposit => typeof(OwnTreasuryEvent.Deposited),
        PlainEntryKind.Payment => typeof(OwnTreasuryEvent.PaidOut),
        PlainEntryKind.StrikePay => typeof(Domain.Sections.OwnStrikes.OwnStrikeEvent.StrikePayPaid),
        PlainEntryKind.OutsideAid => typeof(Domain.Sections.OwnStrikes.OwnStrikeEvent.OutsideAidReceived),
        PlainEntryKind.LoanRecord => typeof(Domain.Sections.Loans.LoanEvent.LoanTaken),
        PlainEntryKind.LoanRepayment => typeof(Domain.Sections.Loans.LoanEvent.RepaidOutside),
        _ => throw new UnreachableException($"a {kind} is not reversed"),
    }];
}
