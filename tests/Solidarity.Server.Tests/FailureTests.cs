using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Solidarity.Server.Tests.Hosting;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

public sealed class FailureTests
{
    [Fact]
    public async Task A_full_disk_is_told_and_nothing_is_lost_or_done_twice()
    {
        await using var server = await BegunAsync();
        var journal = (SqliteJournal)server.Server.Services.GetRequiredService<IJournal>();
        var deposit = new V1.DepositRequest
        {
            Section = Joiners,
            Amount = Francs(1),
            Memo = new string('x', 1_000),
            Again = true,
        };
        journal.LimitPages(1);
        var accepted = 0;
        while (true)
        {
            deposit.RequestId = server.NewId();
            try
            {
                await server.Sections.DepositAsync(deposit);
                accepted++;
            }
            catch (RpcException full)
            {
                Refused.Of(full).ShouldSay(StatusCode.Unavailable, "JOURNAL_UNAVAILABLE");
                break;
            }
        }
        (await server.BalanceAsync(Joiners, "treasury")).ShouldBe(100_00 + accepted * 1_00);

        journal.LimitPages(int.MaxValue);
        await server.Sections.DepositAsync(deposit);
        (await server.BalanceAsync(Joiners, "treasury")).ShouldBe(100_00 + (accepted + 1) * 1_00);
        server.Log.Warnings.ShouldContain(line => line.Contains("/solidarity.v1.SectionsService/Deposit"));
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        var deposit = new V1.DepositRequest
        {
            RequestId = server.NewId(),
            Section = Joiners,
            Amount = Francs(1),
            Memo = new string('x', ServerLimits.MessageBytesMax),
        };
        var problem = await Should.ThrowAsync<RpcException>(async () => await server.Sections.DepositAsync(deposit));

        problem.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task A_call_after_its_deadline_or_that_is_cancelled_leaves_no_error()
    {
        await using var server = await BegunAsync();
        using var cancelled = new CancellationTokenSource();
        using var watch = server.Strikes.WatchBoard(new() { Name = Strike }, cancellationToken: cancelled.Token);
        await watch.NextAsync();
        await cancelled.CancelAsync();
        (await Should.ThrowAsync<RpcException>(() => watch.NextAsync())).StatusCode.ShouldBe(StatusCode.Cancelled);
        var late = await Should.ThrowAsync<RpcException>(async () => await server.Sections.ListSectionsAsync(
            new(), deadline: DateTime.UnixEpoch));
        late.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
    }
}
