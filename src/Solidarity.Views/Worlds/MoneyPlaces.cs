using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Grains.Snapshots;

namespace Solidarity.Views.Worlds;

/// <summary>Where the money of a transfer is.</summary>
/// <param name="Holder">Who has it, or has sent it on last.</param>
/// <param name="Amount">What is left of it there.</param>
/// <param name="Sent">It has been sent on from there.</param>
public sealed record MoneyPlace(Address Holder, Amount Amount, DateTimeOffset Since, bool Sent);

/// <summary>
/// Where all money is that has left its source and has neither arrived nor come back: as the books say that it passes
/// through, because a transfer is not told of treasuries that it goes on from by itself.
/// </summary>
internal sealed class MoneyPlaces : CopyOnWrite<MoneyPlaces>
{
    private PersistentDictionary<TransferId, MoneyPlace> _places = PersistentDictionary<TransferId, MoneyPlace>.Empty;

    public IReadOnlyCollection<KeyValuePair<TransferId, MoneyPlace>> All => _places;

    public MoneyPlace? Find(TransferId transfer) => _places.GetValueOrDefault(transfer);

    /// <summary>The transfer whose money has another place now, or null.</summary>
    public TransferId? OnSection(Address body, SectionEvent @event, DateTimeOffset at)
    {
        switch (@event)
        {
            case OwnTreasuryEvent.OfTreasury e:
                return OnTreasury(body, e.Happened, at);
            case OwnStrikeEvent.AidArrived e:
                return Remove(e.Key.Transfer);
            case LoanEvent.RepaymentArrived e:
                return Remove(e.Key.Transfer);
            default:
                return null;
        }
    }

    /// <inheritdoc cref="OnSection"/>
    public TransferId? OnTreasury(Address body, TreasuryEvent @event, DateTimeOffset at) => @event switch
    {
        HopEvent.HopSent e => Set(e.Key, new MoneyPlace(body, e.Hop.Given, at, Sent: true)),
        HopEvent.HopTakenIn { Passed: not null } e =>
            Set(e.Key, new MoneyPlace(body, e.Hop.Arrives, at, Sent: false)),
        HopEvent.SentBack e => Set(e.Key, new MoneyPlace(body, e.Amount, at, Sent: true)),
        HopEvent.TakenBack e => Set(e.Key, new MoneyPlace(body, e.Amount, at, Sent: false)),
        _ => null,
    };

    public void OnTransfer(Transfer transfer)
    {
        var isHome = transfer.Holder == transfer.Source
            && transfer.Phase is TransferPhase.Planning or TransferPhase.Holding;
        if (isHome || transfer.Phase is TransferPhase.Settled or TransferPhase.Returned)
            Remove(transfer.Id);
    }

    private TransferId Set(HopKey key, MoneyPlace place)
    {
        _places = _places.With(key.Transfer, place, Edit);
        return key.Transfer;
    }

    private TransferId Remove(TransferId transfer)
    {
        _places = _places.Without(transfer, Edit);
        return transfer;
    }
}
