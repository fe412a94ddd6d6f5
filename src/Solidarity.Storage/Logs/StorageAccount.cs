using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace Solidarity.Storage.Logs;

/// <summary>
/// An account of Azure Storage, and by what right it is used: a connection string has the right in it; with the
/// account's address alone, the process says who it is (<see cref="DefaultAzureCredential"/>: a managed identity, a
/// workload's identity, or what the environment says).
/// </summary>
public sealed class StorageAccount
{
    private const string BlobPart = ".blob.";

    private StorageAccount(string? connectionString, Uri? address, TokenCredential? credential) =>
        (ConnectionString, Address, Credential) = (connectionString, address, credential);

    /// <summary>Null where <see cref="Address"/> and <see cref="Credential"/> say it.</summary>
    public string? ConnectionString { get; }

    /// <summary>Of the account's blobs.</summary>
    public Uri? Address { get; }

    public TokenCredential? Credential { get; }

    /// <summary>Of the account's tables; null as <see cref="Address"/>.</summary>
    public Uri? TableAddress => Address is null
        ? null
        : new UriBuilder(Address) { Host = Address.Host.Replace(BlobPart, ".table.", StringComparison.Ordinal) }.Uri;

    /// <param name="text">A connection string, or an address such as https://NAME.blob.core.windows.net.</param>
    /// <exception cref="FormatException">It is neither. The message does not repeat it, for it may be a secret.
    /// </exception>
    public static StorageAccount Parse(string text) => Parse(text, () => new DefaultAzureCredential());

    internal static StorageAccount Parse(string text, Func<TokenCredential> credential)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        if (!text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            && !text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return new StorageAccount(text, null, null);
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps
            || address.PathAndQuery != "/" || address.UserInfo.Length > 0
            || !address.Host.Contains(BlobPart, StringComparison.Ordinal))
        {
            throw new FormatException(
                "the storage's address is not one such as https://NAME.blob.core.windows.net, without anything behind "
                + "it; a signature (SAS) goes into a connection string");
        }

        return new StorageAccount(null, address, credential());
    }

    /// <exception cref="FormatException">The connection string or the name cannot be one.</exception>
    internal BlobContainerClient Container(string name, BlobClientOptions options)
    {
        try
        {
            return Address is null
                ? new BlobContainerClient(ConnectionString, name, options)
                : new BlobContainerClient(new Uri(Address, Uri.EscapeDataString(name)), Credential, options);
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new FormatException($"the storage cannot be used ({problem.Message})", problem);
        }
    }
}
