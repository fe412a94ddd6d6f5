using System.Collections.Concurrent;
using Google.Rpc;
using Grpc.Core;
using Solidarity.Cluster.Tests.Linearizability;
using Solidarity.Cluster.Tests.Services;

namespace Solidarity.Cluster.Tests.Clients;

/// <summary>
/// Somebody who gives commands to any silo, and asks another one with the same request id where no answer comes, until
/// there is one; or who now and then leaves without it. Everything is recorded.
/// </summary>
internal sealed class Client(IReadOnlyList<ClusterSilo> silos, Stage stage, Recorder recorder, int seed)
{
    /// <summary>Pauses between two commands are up to so long.</summary>
    private const int ThinkMsMax = 60;
    private const int RetryPauseMs = 50;

    /// <summary>A board shows 500.</summary>
    private const int PromisesMax = 400;

    /// <summary>Of a hundred clients that are not answered, so many leave.</summary>
    private const int LeavePerCent = 4;

    private static readonly TimeSpan AttemptTimeMax = TimeSpan.FromSeconds(5);

    /// <summary>Some silo answers by then, whatever happened to the others.</summary>
    private static readonly TimeSpan AnswerTimeMax = TimeSpan.FromSeconds(90);

    private readonly Random _random = new(seed);

    /// <param name="pledges">Pledges that were accepted, of all clients.</param>
    public async Task RunAsync(ConcurrentBag<(string Section, string Id)> pledges, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            var section = stage.Sections[_random.Next(stage.Sections.Count)];
            await (_random.Next(100) switch
            {
                < 30 => DepositAsync(section),
                < 38 when recorder.Promises < PromisesMax => GiveAsync(),
                < 62 when recorder.Promises < PromisesMax => PledgeAsync(section, pledges),
                < 72 when pledges.TryPeek(out var pledge) => WithdrawAsync(pledge.Section, pledge.Id),
                < 80 => PayOutAsync(section),
                < 92 => ReadAsync(silo => ReadBalancesAsync(silo, section)),
                _ => ReadAsync(ReadBoardAsync),
            });
            await Task.Delay(_random.Next(ThinkMsMax), CancellationToken.None);
        }
    }

    private Task<Outcome> DepositAsync(string section)
    {
        var request = new V1.DepositRequest
        {
            RequestId = stage.NewRequestId(),
            Section = section,
            Amount = Stage.Money(_random.Next(1, 5_000)),
            Again = true,
        };
        return RecordAsync(
            section, new TreasuryCall.Deposit(request.RequestId, request.Amount.MinorUnits), request.RequestId,
            (silo, options) => silo.Sections.DepositAsync(request, options));
    }

    private Task<Outcome> PayOutAsync(string section)
    {
        var request = new V1.PayOutRequest
        {
            RequestId = stage.NewRequestId(),
            Section = section,
            Amount = Stage.Money(_random.Next(1, 8_000)),
            Again = true,
        };
        return RecordAsync(
            section, new TreasuryCall.PayOut(request.RequestId, request.Amount.MinorUnits), request.RequestId,
            (silo, options) => silo.Sections.PayOutAsync(request, options));
    }

    /// <summary>Pledges money that goes to the strike at once.</summary>
    private async Task GiveAsync()
    {
        recorder.AddPromise();
        var id = stage.NewRequestId();
        var request = new V1.PledgeRequest
        {
            RequestId = id,
            Section = stage.Givers[_random.Next(stage.Givers.Count)],
            Strike = stage.Strike,
            PledgeId = $"{Stage.HonouredPrefix}{id[..8]}",
            Kind = V1.AidKind.Gift,
            Amount = Stage.Money(_random.Next(1, 4_000)),
            Authority = "general meeting",
            HonourNow = true,
        };
        var start = Recorder.Now;
        var outcome = await AnswerAsync((silo, options) => silo.Pledges.PledgeAsync(request, options));
        recorder.AddGift(
            new SentCommand(id, request.Section, start, Recorder.Now, outcome, $"{request.PledgeId}"),
            request.Amount.MinorUnits);
    }

    private async Task PledgeAsync(string section, ConcurrentBag<(string Section, string Id)> pledges)
    {
        recorder.AddPromise();
        var id = stage.NewRequestId();
        var request = new V1.PledgeRequest
        {
            RequestId = id,
            Section = section,
            Strike = stage.Strike,
            PledgeId = $"{Stage.PledgedPrefix}{id[..8]}",
            Kind = V1.AidKind.Gift,
            Amount = Stage.Money(_random.Next(1, 4_000)),
            Authority = "general meeting",
        };
        var outcome = await RecordAsync(
            section, new TreasuryCall.Pledge(id, request.PledgeId, request.Amount.MinorUnits), id,
            (silo, options) => silo.Pledges.PledgeAsync(request, options));
        if (outcome is Outcome.Accepted)
            pledges.Add((section, request.PledgeId));
    }

    private Task<Outcome> WithdrawAsync(string section, string pledge)
    {
        var request = new V1.WithdrawPledgeRequest
        {
            RequestId = stage.NewRequestId(),
            Name = $"{section}/pledges/{pledge}",
        };
        return RecordAsync(
            section, new TreasuryCall.Withdraw(request.RequestId, pledge), request.RequestId,
            (silo, options) => silo.Pledges.WithdrawPledgeAsync(request, options));
    }

    private async Task ReadAsync(Func<SiloConnection, Task> read)
    {
        if (Choose() is not { } silo)
            return;
        try
        {
            await read(silo);
        }
        catch (RpcException told)
        {
            recorder.AddProblem($"{silo.Name} answered a reading with {told.StatusCode}: {told.Status.Detail}");
        }
    }

    private async Task ReadBalancesAsync(SiloConnection silo, string section)
    {
        var (start, position) = Begin();
        if (await Reads.BalancesAsync(silo, section, position, AttemptTimeMax) is not { } read)
            return;
        recorder.Reached(read.Position);
        recorder.Add(section, new Operation<TreasuryCall>(read.What, start, Recorder.Now));
    }

    private async Task ReadBoardAsync(SiloConnection silo)
    {
        var (start, position) = Begin();
        if (await Reads.BoardAsync(silo, stage.Strike, position, AttemptTimeMax) is not { } read)
            return;
        recorder.Reached(read.Position);
        recorder.Add(new Operation<BoardCall>(read.What, start, Recorder.Now));
    }

    /// <summary>A reading carries the highest position that any client knows, and shows all that was answered before it
    /// anywhere.</summary>
    private (long Start, long Position) Begin()
    {
        var start = Recorder.Now;
        return (start, recorder.Position);
    }

    private async Task<Outcome> RecordAsync(
        string section, TreasuryCall call, string requestId,
        Func<SiloConnection, CallOptions, AsyncUnaryCall<V1.CommandReply>> send)
    {
        var start = Recorder.Now;
        var outcome = await AnswerAsync(send);
        if (outcome is Outcome.Refused refused)
            call = call with { Refusal = refused.Reason };
        recorder.Add(section, call, new SentCommand(requestId, section, start, Recorder.Now, outcome, $"{call}"));
        return outcome;
    }

    private async Task<Outcome> AnswerAsync(Func<SiloConnection, CallOptions, AsyncUnaryCall<V1.CommandReply>> send)
    {
        for (var begun = Recorder.Now; Stopwatch.GetElapsedTime(begun) < AnswerTimeMax;)
        {
            if (Choose() is { } silo)
                switch (await TryAsync(silo, send))
                {
                    case Outcome.Unknown when _random.Next(100) < LeavePerCent:
                        return new Outcome.Unknown();
                    case Outcome.Unknown:
                        recorder.AddRetry();
                        break;
                    case var told:
                        return told;
                }
            await Task.Delay(_random.Next(2 * RetryPauseMs));
        }
        recorder.AddProblem($"a command was not answered by any silo within {AnswerTimeMax}");
        return new Outcome.Unknown();
    }

    private async Task<Outcome> TryAsync(
        SiloConnection silo, Func<SiloConnection, CallOptions, AsyncUnaryCall<V1.CommandReply>> send)
    {
        try
        {
            var reply = await send(silo, new CallOptions(deadline: DateTime.UtcNow + AttemptTimeMax));
            recorder.Reached(reply.Position);
            return new Outcome.Accepted(reply.Position);
        }
        catch (RpcException told) when (told.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded
            or StatusCode.Cancelled or StatusCode.ResourceExhausted)
        {
            return new Outcome.Unknown();
        }
        catch (RpcException told) when (told.GetRpcStatus()?.GetDetail<ErrorInfo>() is { } info
            && told.StatusCode is not StatusCode.Internal and not StatusCode.Unknown)
        {
            return new Outcome.Refused(info.Reason);
        }
        catch (RpcException told)
        {
            recorder.AddProblem($"{silo.Name} answered {told.StatusCode}: {told.Status.Detail}");
            return new Outcome.Unknown();
        }
    }

    private SiloConnection? Choose() => silos[_random.Next(silos.Count)].Connection;
}
