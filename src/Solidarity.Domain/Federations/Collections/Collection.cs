using Solidarity.Domain.Acts;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Federations.Collections;

/// <summary>Money that was collected through a federation for a strike.</summary>
/// <param name="Runs">The transfers begun for it.</param>
/// <param name="AgainAt">When it, for which no way was found, is sent again by itself.</param>
public sealed record Collection(
    StrikeId Strike, SectionId To, AidKind Kind, Amount Amount, AidState State, int Runs, string Reason,
    DateTimeOffset? AgainAt = null)
{
    /// <summary>The most that one federation takes in.</summary>
    public const int CollectionsMax = 100_000;
}

/// <summary>What a federation is asked and told about collections for strikes.</summary>
[JsonDerivedType(typeof(Collect), "collect")]
[JsonDerivedType(typeof(SendCollection), "send-collection")]
[JsonDerivedType(typeof(SendCollectionAgain), "send-collection-again")]
public abstract record CollectionCommand : FederationCommand
{
    private CollectionCommand() { }

    /// <summary>Takes in what was collected through this federation for a strike and sends it on.</summary>
    /// <param name="Strike">The strike that it was collected for; its call need not have gone through here.</param>
    /// <param name="Again">Also where the same was done just now.</param>
    public sealed record Collect(
        PledgeId Collection, StrikeId Strike, SectionId To, AidKind Kind, Amount Amount, string Note,
        bool Again = false) : CollectionCommand;

    /// <summary>Sends a collection again that came back.</summary>
    public sealed record SendCollection(PledgeId Collection) : CollectionCommand;

    /// <summary>The alarm of a collection for which no way was found.</summary>
    /// <param name="Run">The transfer that found none; the alarm is stale where there was another one since.</param>
    public sealed record SendCollectionAgain(PledgeId Collection, int Run) : CollectionCommand;
}

/// <summary>What happened to collections for strikes.</summary>
[JsonDerivedType(typeof(Collected), "federation.collected.v1")]
[JsonDerivedType(typeof(CollectionSent), "federation.collection-sent.v1")]
[JsonDerivedType(typeof(CollectionDelivered), "federation.collection-delivered.v1")]
[JsonDerivedType(typeof(CollectionUnsent), "federation.collection-unsent.v1")]
public abstract record CollectionEvent : FederationEvent
{
    private CollectionEvent() { }

    public sealed record Collected(
        PledgeId Collection, StrikeId Strike, SectionId To, AidKind Kind, Amount Amount, string Note,
        DateTimeOffset At, LedgerEntry Entry) : CollectionEvent, IAct
    {
        DoneAct? IAct.Done => new(new Act.AidCollection(Strike, Kind, Amount, Note), At);

        public override LedgerEntry? Booked() => Entry;
    }

    public sealed record CollectionSent(PledgeId Collection, TransferId Transfer, int Run) : CollectionEvent;

    public sealed record CollectionDelivered(PledgeId Collection, Amount Delivered) : CollectionEvent;

    /// <summary>The transfer ended without delivery, or what waited is not sent again by itself any more.</summary>
    /// <param name="Left">What is here of it after fees.</param>
    /// <param name="AgainAt">When it is sent again by itself; null: when somebody says so.</param>
    public sealed record CollectionUnsent(
        PledgeId Collection, Amount Left, string Reason, DateTimeOffset? AgainAt = null) : CollectionEvent;
}
