using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Solidarity.Storage.Tests.Node;

namespace Solidarity.Storage.Tests.Azurite;

/// <summary>What a log on append blobs relies on, as Azurite and the client do it.</summary>
[Collection(nameof(AzuriteCollection))]
public sealed class AzuriteTests(AzuriteFixture azurite)
{
    private static readonly byte[] First = [.. "first"u8];
    private static readonly byte[] Second = [0, 255, 13, 10, 0];

    [NodeFact]
    public async Task A_blob_is_created_once()
    {
        var blob = await NewBlobAsync(azurite.Server);
        await AppendAsync(blob, First, at: 0);

        var refused = await CreateAsync(blob).ShouldThrowAsync<RequestFailedException>();

        refused.Status.ShouldBe(409);
        refused.ErrorCode.ShouldBe(BlobErrorCode.BlobAlreadyExists.ToString());
        (await ReadAsync(blob, 0)).ShouldBe(First);
    }

    [NodeTheory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(6)]
    public async Task An_append_elsewhere_than_at_the_end_is_refused(long at)
    {
        var blob = await NewBlobAsync(azurite.Server);
        await AppendAsync(blob, First, at: 0);

        var refused = await AppendAsync(blob, Second, at).ShouldThrowAsync<RequestFailedException>();

        refused.Status.ShouldBe(412);
        refused.ErrorCode.ShouldBe(BlobErrorCode.AppendPositionConditionNotMet.ToString());
        (await ReadAsync(blob, 0)).ShouldBe(First);
    }

    [NodeFact]
    public async Task Of_many_appends_at_one_position_one_is_accepted()
    {
        var blob = await NewBlobAsync(azurite.Server);

        var accepted = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => IsAcceptedAsync(blob, (byte)i)));

        accepted.Count(isAccepted => isAccepted).ShouldBe(1);
        (await ReadAsync(blob, 0)).ShouldBe([(byte)(Array.IndexOf(accepted, true) + 1)]);
    }

    [NodeFact]
    public async Task What_was_appended_is_read_back_from_any_offset()
    {
        var blob = await NewBlobAsync(azurite.Server);
        byte[] all = [.. First, .. Second];
        await AppendAsync(blob, First, at: 0);
        await AppendAsync(blob, Second, at: First.Length);

        for (var offset = 0; offset < all.Length; offset++)
            (await ReadAsync(blob, offset)).ShouldBe(all[offset..]);
    }

    /// <summary>Azure Storage itself refuses a read at the very end, too. A reader must take both answers.</summary>
    [NodeFact]
    public async Task At_the_end_there_is_nothing_and_beyond_it_a_read_is_refused()
    {
        var blob = await NewBlobAsync(azurite.Server);
        await AppendAsync(blob, First, at: 0);

        var atEnd = await ReadAsync(blob, First.Length);
        var refused = await ReadAsync(blob, First.Length + 1).ShouldThrowAsync<RequestFailedException>();

        atEnd.ShouldBeEmpty();
        refused.Status.ShouldBe(416);
        refused.ErrorCode.ShouldBe(BlobErrorCode.InvalidRange.ToString());
    }

    [NodeFact]
    public async Task What_was_acknowledged_is_there_after_a_stop()
    {
        await using var server = await AzuriteServer.StartAsync();
        var blob = await NewBlobAsync(server);
        await AppendAsync(blob, First, at: 0);

        await server.StopAsync();
        await AppendAsync(blob, Second, at: First.Length).ShouldThrowAsync<RequestFailedException>();
        await server.StartAgainAsync();

        (await ReadAsync(blob, 0)).ShouldBe(First);
        await AppendAsync(blob, Second, at: First.Length);
        (await ReadAsync(blob, First.Length)).ShouldBe(Second);
    }

    private static async Task<AppendBlobClient> NewBlobAsync(AzuriteServer server)
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        var container = new BlobContainerClient(server.ConnectionString, AzuriteServer.NewContainer(), options);
        await container.CreateAsync();
        var blob = container.GetAppendBlobClient("segment");
        await CreateAsync(blob);
        return blob;
    }

    private static async Task CreateAsync(AppendBlobClient blob) =>
        await blob.CreateAsync(new AppendBlobCreateOptions { Conditions = new() { IfNoneMatch = ETag.All } });

    private static async Task AppendAsync(AppendBlobClient blob, byte[] block, long at)
    {
        using var content = new MemoryStream(block);
        await blob.AppendBlockAsync(content, new() { Conditions = new() { IfAppendPositionEqual = at } });
    }

    private static async Task<bool> IsAcceptedAsync(AppendBlobClient blob, byte value)
    {
        try
        {
            await AppendAsync(blob, [value], at: 0);
            return true;
        }
        catch (RequestFailedException refused) when (refused.Status == 412)
        {
            return false;
        }
    }

    private static async Task<byte[]> ReadAsync(AppendBlobClient blob, long offset)
    {
        var answer = await blob.DownloadContentAsync(new BlobDownloadOptions { Range = new HttpRange(offset) });
        return answer.Value.Content.ToArray();
    }
}
