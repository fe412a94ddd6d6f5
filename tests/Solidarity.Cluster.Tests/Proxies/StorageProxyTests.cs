using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Solidarity.Storage.Tests.Azurite;
using Solidarity.Storage.Tests.Node;

namespace Solidarity.Cluster.Tests.Proxies;

/// <summary>That a proxy does what it says; else the rounds would try nothing.</summary>
public sealed class StorageProxyTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private static readonly byte[] Block = [.. "block"u8];
    private StorageProxy? _proxy;
    private AppendBlobClient? _blob;
    private AppendBlobClient? _direct;

    public async Task InitializeAsync()
    {
        if (NodeTools.Missing is not null)
            return;
        var storage = azurite.Server.ConnectionString;
        _proxy = StorageProxy.Start(storage, seed: 1);
        var container = AzuriteServer.NewContainer();
        var options = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        _blob = new AppendBlobClient(_proxy.ConnectionString, container, "log", options);
        _direct = new AppendBlobClient(storage, container, "log", options);
        await new BlobContainerClient(_proxy.ConnectionString, container, options).CreateAsync();
        await _blob.CreateAsync();
    }

    public async Task DisposeAsync()
    {
        if (_proxy is not null)
            await _proxy.DisposeAsync();
    }

    /// <summary>What the client is told (0: nothing), and whether the block is there.</summary>
    [NodeTheory]
    [InlineData(nameof(ProxyFault.None), 201, true)]
    [InlineData(nameof(ProxyFault.Delay), 201, true)]
    [InlineData(nameof(ProxyFault.DelayAnswer), 201, true)]
    [InlineData(nameof(ProxyFault.Cut), 0, false)]
    [InlineData(nameof(ProxyFault.SwallowAnswer), 0, true)]
    [InlineData(nameof(ProxyFault.TwiceFirstAnswer), 201, true)]
    [InlineData(nameof(ProxyFault.TwiceSecondAnswer), 412, true)]
    [InlineData(nameof(ProxyFault.Busy), 503, false)]
    [InlineData(nameof(ProxyFault.Throttle), 429, false)]
    [InlineData(nameof(ProxyFault.BusyAfterwards), 503, true)]
    public async Task A_fault_is_what_it_says(string fault, int status, bool isThere)
    {
        _proxy!.Plan.Give(Enum.Parse<ProxyFault>(fault));

        (await AppendAsync()).ShouldBe(status);

        (await LengthAsync()).ShouldBe(isThere ? Block.Length : 0);
        _proxy.Plan.Drawn.Values.Sum().ShouldBe(fault == nameof(ProxyFault.None) ? 0 : 1);
    }

    [NodeFact]
    public async Task A_late_request_comes_after_the_client_was_told_nothing()
    {
        _proxy!.Plan.Give(ProxyFault.PassOnLate);
        (await AppendAsync()).ShouldBe(0);
        // The proxy's times are below two seconds; each look takes some milliseconds.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await LengthAsync() == 0)
            limit.Token.ThrowIfCancellationRequested();
        (await LengthAsync()).ShouldBe(Block.Length);
    }

    [NodeTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_held_append_is_passed_on_before_or_not_at_all(bool isPassedOn)
    {
        var hold = new AppendHold(isPassedOn);
        _proxy!.Hold = hold;
        using var leave = new CancellationTokenSource();
        var append = AppendAsync(leave.Token);
        await hold.Held;

        (await LengthAsync()).ShouldBe(isPassedOn ? Block.Length : 0);
        append.IsCompleted.ShouldBeFalse();
        await leave.CancelAsync();
        (await append).ShouldBe(0);
    }

    [NodeTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_held_append_that_is_released_is_as_any_other(bool isPassedOn)
    {
        var hold = new AppendHold(isPassedOn);
        _proxy!.Hold = hold;
        var append = AppendAsync();
        await hold.Held;
        hold.Release();
        (await append).ShouldBe(201);
        (await LengthAsync()).ShouldBe(Block.Length);
    }

    [NodeFact]
    public async Task A_storage_that_is_away_comes_back()
    {
        _proxy!.IsAway = true;
        (await AppendAsync()).ShouldBe(0);
        _proxy.IsAway = false;
        (await AppendAsync()).ShouldBe(201);
        (await LengthAsync()).ShouldBe(Block.Length);
    }

    /// <returns>The status; 0 where the connection broke.</returns>
    private async Task<int> AppendAsync(CancellationToken cancelled = default)
    {
        using var content = new MemoryStream(Block);
        var conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = 0 };
        try
        {
            var answer = await _blob!.AppendBlockAsync(content, new() { Conditions = conditions }, cancelled);
            return answer.GetRawResponse().Status;
        }
        catch (RequestFailedException failed)
        {
            return failed.Status;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    private async Task<long> LengthAsync() => (await _direct!.GetPropertiesAsync()).Value.ContentLength;
}
