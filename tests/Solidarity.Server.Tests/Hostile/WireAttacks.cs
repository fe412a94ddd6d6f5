using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Solidarity.Server.Tests.Hostile;

/// <summary>Attacks with watch calls, queries and malformed requests.</summary>
internal sealed partial class Strangers
{
    private readonly ConcurrentQueue<AsyncServerStreamingCall<V1.WatchBoardResponse>> _watches = new();

    /// <summary>Watch calls that stay open, each as another viewer. What they are sent is taken and not waited for.
    /// </summary>
    private Task WatchAsync(int number)
    {
        var watch = Strikes.WatchBoard(new()
        {
            Name = _victims.Strike,
            Viewer = $"sections/{Numbered("asker", number)}",
        });
        _watches.Enqueue(watch);
        _ = TryAsync("watch", async () =>
        {
            try
            {
                while (await watch.ResponseStream.MoveNext(CancellationToken.None))
                {
                    // Any number of messages, until the watch ends.
                }
            }
            catch (RpcException ended) when (ended.StatusCode == StatusCode.Cancelled)
            {
                // It ends with the test, or gives its seat to somebody else.
            }
        });
        return Task.CompletedTask;
    }

    private void EndWatching()
    {
        foreach (var watch in _watches)
            watch.Dispose();
    }

    /// <summary>Requests that no client makes by itself.</summary>
    private Task NonsenseAsync(int number) => (number % 7) switch
    {
        0 => TryAsync("a long name", () => Sections.GetSectionAsync(new() { Name = new string('a', 40_000) })),
        1 => TryAsync("a forged token", () => Sections.ListSectionsAsync(new() { PageToken = "Zm9yZ2Vk" })),
        2 => TryAsync("a name that moves the cursor", () => Sections.FoundSectionAsync(new()
        {
            RequestId = NewId(),
            SectionId = Numbered("esc", number),
            DisplayName = "\u001b[2J\u202e\u200b\r",
            Kind = V1.SectionKind.Trade,
            Trade = "\u0007",
            Country = "AQ",
            Currencies = { Francs },
        })),
        3 => TryAsync("a board long ago", () => Strikes.GetBoardAsync(new()
        {
            Name = _victims.Strike,
            AsOf = new Timestamp { Seconds = number % 2 == 0 ? -62_135_596_800 : 253_402_300_799 },
        })),
        4 => TryAsync("an order by everything", () => Strikes.ListBoardsAsync(new()
        {
            OrderBy = string.Join(',', Enumerable.Repeat("coverage desc", 1_000)),
        })),
        5 => TryAsync("a position that never was", () => Books.GetStatementAsync(new()
        {
            Body = _victims.Section,
            AfterPosition = long.MaxValue,
        })),
        _ => MalformedAsync(),
    };

    /// <summary>Bytes that are no message, where a pledge is expected.</summary>
    private async Task MalformedAsync()
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(_server, "/solidarity.v1.PledgesService/Pledge"))
        {
            Version = new Version(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, 0, 4, 0xff, 0xff, 0xff, 0xff]),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        using var response = await _raw.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        var status = response.Headers.TryGetValues("grpc-status", out var values)
            || response.TrailingHeaders.TryGetValues("grpc-status", out values) ? values.Single() : "none";
        if (status != "3")
            _faults.Enqueue($"bytes that are no message were answered with status {status}");
    }

    /// <summary>The dearest questions that there are.</summary>
    private Task AskForEverythingAsync(int number) => (number % 5) switch
    {
        0 => TryAsync("the graph", () => new V1.GraphService.GraphServiceClient(_channel).GetGraphAsync(new())),
        1 => TryAsync("all boards", () => Strikes.ListBoardsAsync(
            new() { PageSize = 1_000, OrderBy = "coverage desc" })),
        2 => TryAsync("all flows", () => new V1.GraphService.GraphServiceClient(_channel).ListFlowsAsync(
            new() { PageSize = 1_000 })),
        3 => TryAsync("all corridors", () => Corridors.ListCorridorsAsync(new() { PageSize = 1_000 })),
        _ => TryAsync("all strikes", () => Strikes.ListStrikesAsync(
            new() { PageSize = 1_000, OrderBy = "start desc" })),
    };
}
