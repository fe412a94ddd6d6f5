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

        var reply = await new Echo.EchoClient(channel).SayAsync(new EchoRequest { Text = "bread" });

        reply.Text.ShouldBe("bread");
    }
}
