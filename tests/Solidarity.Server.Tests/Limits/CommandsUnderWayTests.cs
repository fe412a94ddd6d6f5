using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Solidarity.Domain.Messages;
using Solidarity.Server.Callers;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Limits;

/// <summary>What counts as a command under way.</summary>
public sealed class CommandsUnderWayTests
{
    [Fact]
    public async Task A_command_counts_until_it_is_decided_though_its_caller_has_left()
    {
        using var reached = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        await using var server = await TestServer.StartAsync(rules: BodyRules.Ours with
        {
            Section = Aggregates.Section with
            {
                Decide = (state, command, at) =>
                {
                    reached.Set();
                    goOn.Wait(TestServer.Deadline());
                    return Aggregates.Section.Decide(state, command, at);
                },
            },
        });
        var commands = server.Server.Services.GetRequiredService<CommandsUnderWay>();
        using var leaving = new CancellationTokenSource();
        var deposit = new V1.DepositRequest { RequestId = server.NewId(), Section = Masons, Amount = Francs(1) };
        var call = server.Sections.DepositAsync(deposit, cancellationToken: leaving.Token);
        reached.Wait(TestServer.Deadline());
        await leaving.CancelAsync();
        (await Should.ThrowAsync<RpcException>(async () => await call)).StatusCode.ShouldBe(StatusCode.Cancelled);

        commands.Count.ShouldBe(1);
        goOn.Set();
        // It is answered after the one before it.
        (await Refused.ByAsync(server.Sections.DepositAsync(deposit))).Reason.ShouldBe("UNKNOWN_BODY");
        SpinWait.SpinUntil(() => commands.Count == 0, TimeSpan.FromSeconds(30)).ShouldBeTrue();
    }
}
