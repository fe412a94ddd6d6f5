using Azure.Core;
using Azure.Core.Pipeline;
using Solidarity.Storage.Logs;

namespace Solidarity.Storage.Tests.Logs;

public sealed class StorageAccountTests
{
    private const string Address = "https://strikes.blob.core.windows.net";

    [Fact]
    public void A_connection_string_has_the_right_in_it()
    {
        var account = StorageAccount.Parse(" AccountName=a;AccountKey=b \n");
        (account.ConnectionString, account.Address, account.TableAddress, account.Credential)
            .ShouldBe(("AccountName=a;AccountKey=b", null, null, null));
    }

    [Fact]
    public void With_an_address_the_process_says_who_it_is()
    {
        var account = StorageAccount.Parse(Address);
        account.ConnectionString.ShouldBeNull();
        account.Address.ShouldBe(new Uri(Address));
        account.TableAddress.ShouldBe(new Uri("https://strikes.table.core.windows.net"));
        account.Credential.ShouldBeOfType<Azure.Identity.DefaultAzureCredential>();
    }

    [Fact]
    public void Each_request_then_carries_the_token_of_its_identity()
    {
        using var line = new ListeningTransport();
        var account = StorageAccount.Parse(Address, () => new KnownIdentity());
        var log = BlobLog.Open(account, "romande", 10, line);

        log.Name.ShouldBe("strikes/romande");
        Should.Throw<JournalUnavailableException>(() => log.ReadId());
        line.Authorization.ShouldBe("Bearer of-a-managed-identity");
        line.Uri!.AbsoluteUri.ShouldBe($"{Address}/romande?restype=container");
    }

    [Theory]
    [InlineData("http://strikes.blob.core.windows.net")]
    [InlineData("https://strikes.blob.core.windows.net/romande")]
    [InlineData("https://strikes.blob.core.windows.net/?sv=2024&sig=secret")]
    [InlineData("https://user:secret@strikes.blob.core.windows.net")]
    [InlineData("https://example.org")]
    [InlineData("https://")]
    public void An_address_of_another_form_is_refused_and_not_repeated(string text) =>
        Should.Throw<FormatException>(() => StorageAccount.Parse(text)).Message.ShouldNotContain("secret");

    private sealed class KnownIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("of-a-managed-identity", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }

    /// <summary>Hears who asks what, and refuses.</summary>
    private sealed class ListeningTransport : HttpPipelineTransport, IDisposable
    {
        private readonly HttpClientTransport _inner = new();

        public string? Authorization { get; private set; }

        public Uri? Uri { get; private set; }

        public override Request CreateRequest() => _inner.CreateRequest();

        public override void Process(HttpMessage message)
        {
            Authorization = message.Request.Headers.TryGetValue("Authorization", out var value) ? value : null;
            Uri = message.Request.Uri.ToUri();
            message.Response = new BusyResponse(403);
        }

        public override ValueTask ProcessAsync(HttpMessage message) => throw new NotSupportedException();

        public void Dispose() => _inner.Dispose();
    }
}
