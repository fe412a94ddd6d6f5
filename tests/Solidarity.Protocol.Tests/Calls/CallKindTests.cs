using Grpc.Core;
using Solidarity.Protocol.Tests.Echoes;
using Solidarity.Protocol.Tests.Hosting;

namespace Solidarity.Protocol.Tests.Calls;

public sealed class CallKindTests
{
    [Fact]
    public async Task A_unary_call_is_answered()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();

        using var call = new Echo.EchoClient(channel).SayAsync(new EchoRequest { Text = "bread" });
        var reply = await call;

        reply.Text.ShouldBe("bread");
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
    }

    [Fact]
    public async Task A_blocking_unary_call_is_answered()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();

        new Echo.EchoClient(channel).Say(new EchoRequest { Text = "coal" }).Text.ShouldBe("coal");
    }

    [Fact]
    public async Task A_stream_of_requests_is_answered_once()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();

        using var call = new Echo.EchoClient(channel).Join();
        foreach (var text in new[] { "bread", "and", "roses" })
            await call.RequestStream.WriteAsync(new EchoRequest { Text = text });
        await call.RequestStream.CompleteAsync();

        (await call).Text.ShouldBe("bread and roses");
    }

    [Fact]
    public async Task A_stream_of_responses_is_read_to_its_end()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();

        using var call = new Echo.EchoClient(channel).Repeat(new RepeatRequest { Text = "verse", Times = 3 });
        var texts = new List<string>();
        await foreach (var reply in call.ResponseStream.ReadAllAsync())
            texts.Add(reply.Text);

        texts.ShouldBe(["verse 1", "verse 2", "verse 3"]);
        (await call.ResponseStream.MoveNext()).ShouldBeFalse();
    }

    [Fact]
    public async Task An_empty_stream_of_responses_ends_at_once()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();

        using var call = new Echo.EchoClient(channel).Repeat(new RepeatRequest { Text = "verse", Times = 0 });

        (await call.ResponseStream.MoveNext()).ShouldBeFalse();
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
    }

    [Fact]
    public async Task A_stream_each_way_takes_turns()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();

        using var call = new Echo.EchoClient(channel).Converse();
        foreach (var text in new[] { "eight hours work", "eight hours rest" })
        {
            await call.RequestStream.WriteAsync(new EchoRequest { Text = text });
            (await call.ResponseStream.MoveNext()).ShouldBeTrue();
            call.ResponseStream.Current.Text.ShouldBe($"you said {text}");
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext()).ShouldBeFalse();
    }
}
