using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Solidarity.Grains.Hosting;
using Solidarity.Server.Errors;
using Solidarity.Server.Tests.Hosting;

namespace Solidarity.Server.Tests;

/// <summary>What a client is told of failures that a sound service never has: from a service that has them.</summary>
public sealed class ErrorTests
{
    [Fact]
    public async Task What_nobody_expected_is_logged_whole_and_told_without_anything_from_within()
    {
        await using var host = await FailingHost.StartAsync(new InvalidOperationException("the secret within"));
        var told = await host.FailAsync();

        told.ShouldSay(StatusCode.Internal, "INTERNAL");
        told.Message.ShouldNotContain("secret");
        var line = host.Log.Errors.ShouldHaveSingleItem();
        line.ShouldContain("/solidarity.v1.SectionsService/GetSection failed.");
        line.ShouldContain("the secret within");
    }

    [Fact]
    public async Task A_grain_with_too_much_to_do_is_RESOURCE_EXHAUSTED()
    {
        await using var host = await FailingHost.StartAsync(new LimitExceededException("100,000 calls wait"));
        (await host.FailAsync()).ShouldSay(StatusCode.ResourceExhausted, "OVERLOADED");
        host.Log.Errors.ShouldBeEmpty();
    }

    public static TheoryData<Exception, StatusCode, string> OfGrainCalls => new()
    {
        { new SiloUnavailableException("the silo is gone"), StatusCode.Unavailable, "BODY_UNREACHABLE" },
        { new GatewayTooBusyException("too busy"), StatusCode.Unavailable, "BODY_UNREACHABLE" },
        { new OrleansException("something else"), StatusCode.Unavailable, "BODY_UNREACHABLE" },
        { new TimeoutException("no response"), StatusCode.DeadlineExceeded, "NOT_ANSWERED" },
    };

    [Theory]
    [MemberData(nameof(OfGrainCalls))]
    public async Task A_body_that_does_not_answer_may_be_asked_again(Exception problem, StatusCode code, string reason)
    {
        await using var host = await FailingHost.StartAsync(problem);

        var told = await host.FailAsync();

        told.ShouldSay(code, reason);
        told.RetryAfter.ShouldBe(TimeSpan.FromSeconds(ErrorStatus.RetrySeconds));
        told.Message.ShouldNotContain(problem.Message);
        host.Log.Errors.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(OfGrainCalls))]
    public async Task A_body_that_does_not_answer_because_the_service_stops_is_UNAVAILABLE(
        Exception problem, StatusCode code, string reason)
    {
        _ = (code, reason);
        await using var host = await FailingHost.StartAsync(problem, stopping: true);

        var told = await host.FailAsync();

        told.ShouldSay(StatusCode.Unavailable, "STOPPING");
        told.RetryAfter.ShouldBe(TimeSpan.FromSeconds(ErrorStatus.RetryAfterStopSeconds));
        host.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_service_that_gives_up_while_nothing_stops_is_a_fault()
    {
        await using var host = await FailingHost.StartAsync(new OperationCanceledException());
        (await host.FailAsync()).ShouldSay(StatusCode.Internal, "INTERNAL");
        host.Log.Errors.ShouldHaveSingleItem();
    }

    private sealed class FailingService(Exception problem) : V1.SectionsService.SectionsServiceBase
    {
        public override Task<V1.Section> GetSection(V1.GetSectionRequest request, ServerCallContext context) =>
            Task.FromException<V1.Section>(problem);
    }

    private sealed class FailingHost(WebApplication app, ErrorLog log) : IAsyncDisposable
    {
        public ErrorLog Log { get; } = log;

        public static async Task<FailingHost> StartAsync(Exception problem, bool stopping = false)
        {
            var log = new ErrorLog();
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders().AddProvider(log);
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
                System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
            builder.Services.AddGrpc(grpc => grpc.Interceptors.Add<ErrorInterceptor>());
            builder.Services.AddKeyedSingleton(BooksTimeAttribute.ServiceKey, TimeProvider.System);
            builder.Services.ReadRequestsChecked();
            builder.Services.AddSingleton(new FailingService(problem));
            var app = builder.Build();
            app.MapGrpcService<FailingService>();
            await app.StartAsync(TestServer.Deadline());
            // Says so to whoever asks; it goes on answering.
            if (stopping)
                app.Lifetime.StopApplication();
            return new FailingHost(app, log);
        }

        public async Task<Refused> FailAsync()
        {
            using var channel = GrpcChannel.ForAddress(app.Urls.Single());
            return await Refused.ByAsync(new V1.SectionsService.SectionsServiceClient(channel).GetSectionAsync(new()));
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
