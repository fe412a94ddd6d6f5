using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations;
using Solidarity.Grains.Hosting;
using Solidarity.Server.Callers;
using Solidarity.Server.Corridors;
using Solidarity.Server.Feeds;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Server.Strikes;
using Solidarity.Views.Access;
using Solidarity.Views.Boards;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Federations;

/// <summary>The questions of federations.proto about boards.</summary>
internal sealed class FederationBoards(
    Projector projector, Times times, Resuming resuming, [BooksTime] TimeProvider time,
    Feeds<V1.WatchFederationBoardResponse> boards)
{
    public async Task<V1.FederationBoard> GetAsync(
        V1.GetFederationBoardRequest request, CancellationToken cancellation)
    {
        var fields = new Fields();
        var id = fields.Federation("name", request.Name);
        var viewer = fields.Viewer("viewer", request.Viewer);
        var asOf = times.Read(fields, "as_of", request.AsOf);
        fields.Check();
        var board = await times.FindAsync(
            asOf, viewer, $"federation {id}", (visible, at) => Find(visible.World, id) is { } federation
                ? FederationBoard.Of(visible, federation, at)
                : null, CommonRefusals.NotFounded, cancellation);
        return board.ToWire();
    }

    public async Task<V1.ListSilentSectionsResponse> ListSilentAsync(
        V1.ListSilentSectionsRequest request, CancellationToken cancellation)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "silent", request.Federation, request.Strike,
            request.Viewer, $"{request.AsOf}");
        var id = fields.Federation("federation", request.Federation);
        var strike = fields.StrikeOrNone("strike", request.Strike);
        var viewer = fields.Viewer("viewer", request.Viewer);
        var asOf = times.Read(fields, "as_of", request.AsOf);
        fields.Check();
        var silent = await times.FindAsync(
            asOf, viewer, $"federation {id}",
            (visible, _) => Find(visible.World, id) is null ? null : SilentCalls.Of(visible, id, strike),
            CommonRefusals.NotFounded, cancellation);
        var cut = page.Cut(
            silent.Named, call => $"{call.Section} {call.Strike}", call => call.ToWire(), FederationBoardMessages.Name);
        return new V1.ListSilentSectionsResponse
        {
            Sections = { cut.Items },
            NextPageToken = cut.NextToken,
            Others = silent.Others,
        };
    }

    public async Task WatchAsync(
        V1.WatchFederationBoardRequest request, IServerStreamWriter<V1.WatchFederationBoardResponse> watcher,
        Caller caller, CancellationToken cancellation)
    {
        var fields = new Fields();
        var id = fields.Federation("name", request.Name);
        var viewer = fields.Viewer("viewer", request.Viewer);
        await resuming.CheckAsync(fields, request.AfterPosition, cancellation);
        (await projector.LatestAsync(cancellation)).FindFederation(id);
        await boards.WatchAsync(
            new Topic(id, viewer, null, time), request.AfterPosition, watcher, caller, cancellation);
    }

    private static Federation? Find(World world, FederationId id) =>
        world.Federations.Find(id.Value) is { Founded: true } federation ? federation : null;

    /// <summary>The board of a federation that there is.</summary>
    /// <param name="Viewer">Null for all who see the same.</param>
    /// <param name="SharedKey">Null for a viewer.</param>
    private sealed record Topic(FederationId Federation, Viewer? Viewer, SharedViewKey? SharedKey, TimeProvider Time)
        : FeedTopic<V1.WatchFederationBoardResponse>
    {
        private Viewer Looking => Viewer ?? SharedKey!.Viewer;

        public override FeedTopic<V1.WatchFederationBoardResponse> Shared(World world) =>
            this with { Viewer = null, SharedKey = SharedViewKey.Of(world, Looking, Federation) };

        public override long ChangedAt(World world) => Looking.ChangedAt(world, Math.Max(
            world.Federations.ChangedAt(Federation.Value), world.Counters.Bodies.Of(Federation).ChangedAt));

        public override V1.WatchFederationBoardResponse Write(World world, long changedAt)
        {
            var visible = new VisibleWorld(world, Looking);
            var board = FederationBoard.Of(visible, Find(world, Federation)!, Time.GetUtcNow());
            return new V1.WatchFederationBoardResponse { Board = board.ToWire(), Position = changedAt };
        }
    }
}

/// <summary>Writes the boards of federations.proto.</summary>
internal static class FederationBoardMessages
{
    public static V1.FederationBoard ToWire(this FederationBoard board)
    {
        var message = new V1.FederationBoard
        {
            Name = ((Address)board.Federation.Id).ToString(),
            Time = board.At.ToTimestamp(),
            Sections = board.Sections,
            StrikesTotal = board.StrikesTotal,
            CarryingTotal = board.CarryingTotal,
            SilentSections = board.SilentSections,
            HiddenSections = board.HiddenSections,
            SilentInPart = board.SilentInPart,
            Carriage = board.Federation.Treasury.ToCarriage(board.Federation.Id, withSums: board.IsOwn),
        };
        new MessageBudget("federation board").After(message)
            .Fill(
                message.Money, "money", board.Money.Take(ServerLimits.BoardMoneyMax), board.Money.Length, ToWire,
                row => new V1.FederationMoney { Currency = row.Currency.ToWire() })
            .Fill(
                message.Strikes, "strikes", board.Strikes, board.StrikesTotal, row => row.ToWire(), BoardMessages.Name,
                ServerLimits.BoardRowsBytesMax)
            .Fill(
                message.Carrying, "carrying", board.Carrying, board.CarryingTotal, carried => carried.ToWire(board),
                carried => new V1.CarriedMoney { Name = carried.Name })
            .Tell(message.Omitted);
        return message;
    }

    public static V1.SilentSection Name(SilentSection call) => new()
    {
        Section = ((Address)call.Section).ToString(),
        Strike = ((Address)call.Strike).ToString(),
    };

    public static V1.SilentSection ToWire(this SilentSection call) => new()
    {
        Section = ((Address)call.Section).ToString(),
        Strike = ((Address)call.Strike).ToString(),
        SinceTime = call.Since.ToTimestamp(),
        SeenTime = call.SeenAt?.ToTimestamp(),
        Reminders = call.Reminders,
    };

    private static V1.FederationMoney ToWire(FederationMoney row)
    {
        var message = new V1.FederationMoney
        {
            Currency = row.Currency.ToWire(),
            AskedMinorUnits = row.Asked.ToWire(),
            PledgedMinorUnits = row.Gave.Pledged.ToWire(),
            OnItsWayMinorUnits = (row.Gave.Held + row.Gave.InTransit).ToWire(),
            GaveMinorUnits = row.Gave.Received.ToWire(),
            GotMinorUnits = row.Got.Received.ToWire(),
            GivenByAllMinorUnits = row.GivenByAll.ToWire(),
        };
        if (row.PerMille is { } share)
            message.SharePerMille = share;
        return message;
    }

    private static V1.CarriedMoney ToWire(this CarriedMoney carried, FederationBoard board) => new()
    {
        Name = Address.TryParse(carried.Name, out _)
            ? carried.Name
            : $"{(Address)board.Federation.Id}/{carried.Name}",
        Amount = carried.Amount.ToWire(),
        Strike = carried.Strike is { } strike ? ((Address)strike).ToString() : "",
        SinceTime = carried.Since.ToTimestamp(),
        AgeSeconds = Values.AgeSeconds(carried.Since, board.At),
        Runs = carried.Runs,
        AgainTime = carried.AgainAt?.ToTimestamp(),
    };
}
