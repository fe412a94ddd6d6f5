using Grpc.Core;
using Solidarity.Cluster.Tests.Services;

namespace Solidarity.Cluster.Tests.Clients;

/// <summary>Founds the bodies of a <see cref="Stage"/> on whatever silo answers.</summary>
internal sealed class StageBuilder(Stage stage, IReadOnlyList<ClusterSilo> silos)
{
    private const int RetryPauseMs = 50;

    /// <summary>More than all that a giver can give in a round.</summary>
    private const long GiverMinor = 1_000_000_000;

    private static readonly TimeSpan AttemptTimeMax = TimeSpan.FromSeconds(10);
    private static readonly V1.Currency Currency = new() { CurrencyCode = Stage.Currency };

    private readonly CancellationToken _limit = new CancellationTokenSource(TimeSpan.FromSeconds(120)).Token;

    /// <summary>Completes when the call is in every inbox, and the givers' ways are open.</summary>
    public async Task RunAsync()
    {
        foreach (var section in stage.Sections.Concat(stage.Givers).Append(stage.Striking))
            await FoundAsync(section);
        await CallAsync();
        foreach (var giver in stage.Givers)
            await OpenWayAsync(giver);
        foreach (var section in stage.Sections.Concat(stage.Givers))
            await UntilAsync(async (silo, options) =>
                (await silo.Calls.ListInboxAsync(new() { Section = section }, options)).Calls.Count > 0);
    }

    private Task FoundAsync(string section)
    {
        var request = new V1.FoundSectionRequest
        {
            RequestId = stage.NewRequestId(),
            SectionId = section["sections/".Length..],
            DisplayName = "Section",
            Kind = V1.SectionKind.Trade,
            Trade = "masons",
            Country = "CH",
            Currencies = { Currency },
        };
        return DoAsync((silo, options) => silo.Sections.FoundSectionAsync(request, options));
    }

    private async Task CallAsync()
    {
        var declare = new V1.DeclareStrikeRequest
        {
            RequestId = stage.NewRequestId(),
            Section = stage.Striking,
            StrikeId = stage.Strike["strikes/".Length..],
            Trade = "masons",
            Country = "CH",
            Start = "1868-03-23",
        };
        await DoAsync((silo, options) => silo.Strikes.DeclareStrikeAsync(declare, options));
        var call = new V1.CallForAidRequest
        {
            RequestId = stage.NewRequestId(),
            Section = stage.Striking,
            Strike = stage.Strike,
            Scope = V1.Level.Local,
            Asks = "money",
            Recipients = { stage.Sections, stage.Givers },
        };
        await DoAsync((silo, options) => silo.Calls.CallForAidAsync(call, options));
    }

    private async Task OpenWayAsync(string giver)
    {
        var deposit = new V1.DepositRequest
        {
            RequestId = stage.NewRequestId(),
            Section = giver,
            Amount = Stage.Money(GiverMinor),
        };
        await DoAsync((silo, options) => silo.Sections.DepositAsync(deposit, options));
        var offer = new V1.OfferCorridorRequest
        {
            RequestId = stage.NewRequestId(),
            From = giver,
            To = stage.Striking,
            Given = Currency,
            Terms = new V1.CorridorTerms { SettledBy = V1.Settlement.Books },
        };
        await DoAsync((silo, options) => silo.Corridors.OfferCorridorAsync(offer, options));
        await UntilAsync((silo, options) => IsAgreedAsync(silo, giver, options));
    }

    /// <summary>Agrees, where the offer has come and that was not done before, and looks whether the way is open.
    /// </summary>
    private async Task<bool> IsAgreedAsync(SiloConnection silo, string giver, CallOptions options)
    {
        try
        {
            var agreement = new V1.AgreeToCorridorRequest
            {
                RequestId = stage.NewRequestId(),
                From = giver,
                To = stage.Striking,
                Given = Currency,
            };
            await silo.Corridors.AgreeToCorridorAsync(agreement, options);
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.NotFound)
        {
            // The offer has not come, or was agreed to.
        }
        return (await silo.Corridors.ListCorridorsAsync(new() { Body = giver }, options))
            .Corridors.Any(corridor => corridor.Status == V1.CorridorStatus.Open);
    }

    private Task DoAsync(Func<SiloConnection, CallOptions, AsyncUnaryCall<V1.CommandReply>> send) => UntilAsync(
        async (silo, options) =>
        {
            await send(silo, options);
            return true;
        });

    /// <summary>Asks one silo after the other.</summary>
    private async Task UntilAsync(Func<SiloConnection, CallOptions, Task<bool>> isSo)
    {
        for (var i = 0; ; i++)
        {
            _limit.ThrowIfCancellationRequested();
            try
            {
                var options = new CallOptions(deadline: DateTime.UtcNow + AttemptTimeMax);
                if (silos[i % silos.Count].Connection is { } silo && await isSo(silo, options))
                    return;
            }
            catch (RpcException told) when (told.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
            {
                // Another one answers.
            }
            await Task.Delay(RetryPauseMs, _limit);
        }
    }
}
