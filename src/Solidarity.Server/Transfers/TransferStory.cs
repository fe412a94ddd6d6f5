using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Transfers;
using Solidarity.Grains.Entries;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Storage;

namespace Solidarity.Server.Transfers;

/// <summary>
/// A transfer's story: its stream is read again from the journal, event by event, refused requests among them.
/// </summary>
/// <remarks>Each page is folded from the beginning of the stream, because where the money is rests on all before it.
/// A stream has some entries for each hop of each plan, so that is little.</remarks>
internal sealed class TransferStory(IJournal journal, TransferId id)
{
    private const string Refused = "refused";

    private static readonly Dictionary<System.Type, string> Names =
        StreamReading.NamesOf<TransferEvent>(DomainJson.TransferEvent).ToDictionary();

    private readonly List<V1.TransferStep> _page = [];
    private Transfer _transfer = Transfer.None(id);
    private int _bytes;

    /// <summary>A page of it, which ends between two entries of the journal, never within one.</summary>
    public async Task<V1.ListTransferStepsResponse> ReadAsync(PageRequest request, CancellationToken cancellation)
    {
        var after = request.AfterPosition;
        var stream = new StreamName(((Address)id).ToString());
        await foreach (var entry in journal.ReadAllAsync(stream, version: 0, cancellation))
        {
            var steps = Steps(entry);
            if (steps.Count == 0 || entry.Position <= after)
                continue;
            _bytes += steps.Sum(step => step.CalculateSize());
            if (_page.Count > 0 && (_page.Count >= request.Size || _bytes > ServerLimits.PageBytesMax))
                return Response(request.TokenFor(_page[^1].Position));
            _page.AddRange(steps);
        }
        return Response("");
    }

    private V1.ListTransferStepsResponse Response(string token) => new() { Steps = { _page }, NextPageToken = token };

    private List<V1.TransferStep> Steps(Entry entry)
    {
        var steps = new List<V1.TransferStep>();
        // A message that is refused changes nothing and is nobody's request.
        if (!entry.Command.IsMessage && EntryBody.ReadRefusal(entry.Body) is { } refusal)
            steps.Add(new V1.TransferStep { What = Refused, Reason = refusal.Message });
        foreach (var @event in EntryBody.ReadEvents(entry.Body, Aggregates.Transfer.EventJson))
        {
            var before = _transfer;
            _transfer = Transfer.Evolve(before, @event);
            steps.AddRange(PassedOn(@event, before));
            var step = Write(@event, before);
            step.What = Names[@event.GetType()];
            steps.Add(Placed(step));
        }
        foreach (var step in steps)
            (step.Position, step.Time) = (entry.Position, step.Time ?? entry.At.ToTimestamp());
        return steps;
    }

    // The hops that the money went on over by itself before it was heard of, each with its own time.
    private static IEnumerable<V1.TransferStep> PassedOn(TransferEvent @event, Transfer before)
    {
        var (last, passed) = @event switch
        {
            TransferEvent.HopArrived e => (e.Key, e.Passed),
            TransferEvent.Settled e => (e.Key, e.Passed),
            _ => (default, []),
        };
        for (var i = 0; i < passed.Length - 1; i++)
        {
            var key = last with { Hop = last.Hop - (passed.Length - 1 - i) };
            var hop = Planned(before, key.Hop)!;
            var step = OfHop(key, hop);
            (step.What, step.Time) = (Names[typeof(TransferEvent.HopArrived)], passed[i].ToTimestamp());
            (step.Holder, step.AtHolder) = (hop.To.ToString(), hop.Arrives.ToWire());
            yield return step;
        }
    }

    private V1.TransferStep Placed(V1.TransferStep step)
    {
        step.Holder = _transfer.Place.ToString();
        step.AtHolder = _transfer.AtPlace.ToWire();
        return step;
    }

    // What an event says beyond what happened; most say which hop it was.
    private static V1.TransferStep Write(TransferEvent @event, Transfer before) => @event switch
    {
        TransferEvent.RoutePlanned e => new V1.TransferStep
        {
            Plan = e.Plan,
            Hops = { e.Route.Hops.Select(hop => hop.ToWire()) },
            ExpireTime = e.Expiries[0].ToTimestamp(),
        },
        TransferEvent.HopHeld e => OfHop(e.Key, Planned(before, e.Key.Hop)),
        TransferEvent.PlanFailed e => Because(
            OfHop(new HopKey(before.Id, e.Plan, e.Hop), Planned(before, e.Hop)), e.Reason),
        TransferEvent.HopArrived e => OfHop(e.Key, Planned(before, e.Key.Hop)),
        TransferEvent.Settled e => OfHop(e.Key, Planned(before, e.Key.Hop)),
        TransferEvent.BackArrived e => OfHop(e.Key, before.Travelled[^1].Hop),
        TransferEvent.TurnedBack e => Because(new V1.TransferStep(), e.Reason),
        TransferEvent.Returned e => Because(new V1.TransferStep(), e.Reason),
        TransferEvent.Stuck { InDoubt: { } key } e => Because(OfHop(key, Sent(before, key)), e.Reason),
        TransferEvent.Stuck e => Because(new V1.TransferStep(), e.Reason),
        TransferEvent.QuoteLapsed e => OfHop(e.Key, Planned(before, e.Key.Hop)),
        TransferEvent.Resumed e => OfHop(e.Key, Sent(before, e.Key)),
        TransferEvent.HopWaits e => OfHop(e.Key, Sent(before, e.Key)).With(e, Sent(before, e.Key)),
        TransferEvent.ReceiptGiven e => OfHop(e.Key, Sent(before, e.Key)).With(e, Sent(before, e.Key)),
        _ => new V1.TransferStep(),
    };

    private static Hop? Planned(Transfer transfer, int hop) => transfer.Route?.Hops[hop];

    // Onward over the present route, or back over a hop that was travelled.
    private static Hop? Sent(Transfer transfer, HopKey key) =>
        transfer.Travelled.FirstOrDefault(travelled => travelled.Key == key)?.Hop ?? Planned(transfer, key.Hop);

    private static V1.TransferStep OfHop(HopKey key, Hop? hop)
    {
        var step = new V1.TransferStep { Plan = key.Plan, Hop = key.Hop + 1 };
        if (hop is not null)
            step.Hops.Add(hop.ToWire());
        return step;
    }

    private static V1.TransferStep Because(V1.TransferStep step, string reason)
    {
        step.Reason = reason;
        return step;
    }
}
