using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Solidarity.Protocol.Tests.Echoes;
using Solidarity.Protocol.Tests.Hosting;

namespace Solidarity.Protocol.Tests.Calls;

/// <summary>The ways in which a call ends other than well.</summary>
public sealed class CallEndTests
{
    private const int MessageBytesMax = 64 * 1024;

    [Fact]
    public async Task A_passed_deadline_ends_the_call_on_both_sides()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();
        var client = new Echo.EchoClient(channel);
        // The first call of a process takes its time; the deadline should pass at the server and not on the way.
        await client.SayAsync(new EchoRequest());
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(1);

        var failure = await Should.ThrowAsync<RpcException>(
            client.HoldAsync(new EchoRequest(), deadline: deadline).ResponseAsync);

        failure.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
        (await host.Held.Begun).ShouldBe(deadline, tolerance: TimeSpan.FromSeconds(5));
        await host.Held.Cancelled;
    }

    [Fact]
    public async Task A_call_without_a_deadline_never_expires()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();
        using var call = new Echo.EchoClient(channel).HoldAsync(new EchoRequest());

        (await host.Held.Begun).ShouldBe(DateTime.MaxValue);

        call.Dispose();
        await host.Held.Cancelled;
    }

    [Fact]
    public async Task A_cancelled_call_ends_on_both_sides()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();
        using var cancellation = new CancellationTokenSource();

        using var call = new Echo.EchoClient(channel).HoldAsync(
            new EchoRequest(), cancellationToken: cancellation.Token);
        await host.Held.Begun;
        await cancellation.CancelAsync();

        (await Should.ThrowAsync<RpcException>(call.ResponseAsync)).StatusCode.ShouldBe(StatusCode.Cancelled);
        await host.Held.Cancelled;
    }

    [Fact]
    public async Task A_failure_carries_its_status_its_details_and_its_trailers()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();

        var failure = await Should.ThrowAsync<RpcException>(
            new Echo.EchoClient(channel).FailAsync(new EchoRequest { Text = "the fund is short" }).ResponseAsync);

        ShouldBeTheFailure(failure, "the fund is short");
    }

    [Fact]
    public async Task A_failure_after_responses_is_seen_after_them()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();
        using var call = new Echo.EchoClient(channel).FailLate(new EchoRequest { Text = "then it broke" });

        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        call.ResponseStream.Current.Text.ShouldBe("so far, so good");
        var failure = await Should.ThrowAsync<RpcException>(call.ResponseStream.MoveNext());

        ShouldBeTheFailure(failure, "then it broke");
        call.GetTrailers().GetValue("trail-own").ShouldBe("kept");
    }

    [Fact]
    public async Task A_detail_in_any_script_arrives_whole()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();

        var request = new EchoRequest { Text = "Genève: 100 % épuisé, касса" };

        var failure = await Should.ThrowAsync<RpcException>(
            new Echo.EchoClient(channel).FailAsync(request).ResponseAsync);

        failure.Status.Detail.ShouldBe(request.Text);
    }

    [Fact]
    public async Task An_unknown_service_is_unimplemented()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect();

        var text = Marshallers.StringMarshaller;
        var unknown = new Method<string, string>(MethodType.Unary, "echo.Nowhere", "Say", text, text);

        using var call = channel.CreateCallInvoker().AsyncUnaryCall(unknown, null, default, "anybody?");
        var failure = await Should.ThrowAsync<RpcException>(call.ResponseAsync);

        failure.StatusCode.ShouldBe(StatusCode.Unimplemented);
    }

    [Fact]
    public async Task A_request_over_the_servers_limit_is_refused()
    {
        await using var host = await EchoHost.StartAsync(options => options.MaxReceiveMessageSize = MessageBytesMax);
        using var channel = host.Connect();
        var client = new Echo.EchoClient(channel);

        var failure = await Should.ThrowAsync<RpcException>(
            client.SayAsync(new EchoRequest { Text = new string('x', MessageBytesMax) }).ResponseAsync);

        failure.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        (await client.SayAsync(new EchoRequest { Text = "short" })).Text.ShouldBe("short");
    }

    [Fact]
    public async Task A_response_over_the_clients_limit_is_refused()
    {
        await using var host = await EchoHost.StartAsync();
        using var channel = host.Connect(new GrpcChannelOptions { MaxReceiveMessageSize = MessageBytesMax });

        var failure = await Should.ThrowAsync<RpcException>(new Echo.EchoClient(channel).SayAsync(
            new EchoRequest { Text = new string('x', MessageBytesMax) }).ResponseAsync);

        failure.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }

    private static void ShouldBeTheFailure(RpcException failure, string detail)
    {
        failure.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
        failure.Status.Detail.ShouldBe(detail);
        failure.Trailers.GetValue("trail-own").ShouldBe("kept");

        var status = failure.GetRpcStatus()!;
        status.Code.ShouldBe((int)StatusCode.FailedPrecondition);
        status.Message.ShouldBe(detail);
        var info = status.Details[0].Unpack<ErrorInfo>();
        info.Reason.ShouldBe("FUNDS_SHORT");
        info.Domain.ShouldBe("solidarity");
        info.Metadata["section"].ShouldBe("geneva-masons");
        status.Details[1].Unpack<BadRequest>().FieldViolations.Single().Field.ShouldBe("amount");
    }
}
