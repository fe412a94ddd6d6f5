using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Feeds;

/// <summary>A watcher at the end of a line that takes hardly anything, with HTTP/2's real flow control.</summary>
public sealed class SlowConnectionTests
{
    /// <summary>So many that the board is larger than what a connection lets the server send ahead.</summary>
    private const int PledgesBefore = 80;

    private const int Changes = 10;

    [Fact]
    public async Task A_line_that_takes_a_byte_a_minute_holds_up_nobody_and_then_gets_the_latest()
    {
        await using var server = await BegunAsync();
        for (var i = 0; i < PledgesBefore; i++)
            await PledgeAsync(server, $"before-{i}");
        await server.QuietAsync();
        var request = new V1.WatchBoardRequest { Name = Strike };
        using var slow = await RawWatch.StartAsync(server.Server.Address, request);
        using var quick = server.Strikes.WatchBoard(request, cancellationToken: TestServer.Deadline());
        var last = await quick.NextAsync();

        var taken = new List<byte>();
        for (var i = 0; i < Changes; i++)
        {
            // One byte of the four that a message's prefix has before its last one, as long as there are any.
            if (i < 4)
                taken.Add(await slow.TakeByteAsync());
            await PledgeAsync(server, $"after-{i}");
            await server.QuietAsync();
            server.Time.Advance(TimeSpan.FromMinutes(1));
            var next = await quick.NextAsync();
            next.Board.AidTotal.ShouldBe(PledgesBefore + i + 1);
            next.Position.ShouldBeGreaterThan(last.Position);
            last = next;
        }

        var (message, messages) = (await slow.NextAsync([.. taken]), 1);
        for (; message.Position < last.Position; messages++)
        {
            var next = await slow.NextAsync();
            next.Position.ShouldBeGreaterThan(message.Position);
            message = next;
        }
        message.ShouldBe(last);
        messages.ShouldBeLessThan(Changes);
    }

    private static async Task PledgeAsync(TestServer server, string id)
    {
        var pledge = server.PledgeOf(Joiners, id, 1);
        pledge.Authority = new string('x', 1_000);
        await server.Pledges.PledgeAsync(pledge);
    }
}
