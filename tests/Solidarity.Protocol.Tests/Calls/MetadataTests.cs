using Grpc.Core;
using Grpc.Net.Client;
using Solidarity.Protocol.Tests.Echoes;
using Solidarity.Protocol.Tests.Hosting;

namespace Solidarity.Protocol.Tests.Calls;

public sealed class MetadataTests
{
    private static readonly byte[] AllBytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    [Fact]
    public async Task Text_and_bytes_travel_as_headers_and_come_back_in_order()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();
        var headers = new Metadata
        {
            { "echo-name", "first" },
            { "Echo-Name", "second" },
            { "echo-bytes-bin", AllBytes },
        };

        using var call = new Echo.EchoClient(channel).SayAsync(new EchoRequest(), headers);
        var answered = await call.ResponseHeadersAsync;
        await call;

        Joined(answered, "echo-name").ShouldBe("first, second");
        answered.GetValueBytes("echo-bytes-bin").ShouldBe(AllBytes);
        call.GetTrailers().ShouldNotContain(entry => entry.Key.StartsWith("echo-"));
    }

    [Fact]
    public async Task Text_and_bytes_travel_as_trailers()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();
        var headers = new Metadata { { "trail-name", "value" }, { "trail-bytes-bin", AllBytes } };

        using var call = new Echo.EchoClient(channel).SayAsync(new EchoRequest(), headers);
        await call;

        call.GetTrailers().GetValue("trail-name").ShouldBe("value");
        call.GetTrailers().GetValueBytes("trail-bytes-bin").ShouldBe(AllBytes);
        (await call.ResponseHeadersAsync).Get("trail-name").ShouldBeNull();
    }

    [Fact]
    public async Task Call_credentials_add_their_headers_in_order()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect(new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Insecure,
            UnsafeUseInsecureChannelCallCredentials = true,
        });
        var asked = new List<string>();
        var options = new CallOptions(
            credentials: CallCredentials.Compose(Credentials("section"), Credentials("delegate")));

        using var call = new Echo.EchoClient(channel).SayAsync(new EchoRequest(), options);
        await call;

        Joined(await call.ResponseHeadersAsync, "echo-who").ShouldBe("section, delegate");
        asked.ShouldBe(["Say", "Say"]);

        CallCredentials Credentials(string who) => CallCredentials.FromInterceptor((context, metadata) =>
        {
            asked.Add(context.MethodName);
            metadata.Add("echo-who", who);
            return Task.CompletedTask;
        });
    }

    // By the protocol, several values of a key may travel as one, with commas between them; .NET does that.
    private static string Joined(Metadata metadata, string key) =>
        string.Join(", ", metadata.GetAll(key).Select(entry => entry.Value));
}
