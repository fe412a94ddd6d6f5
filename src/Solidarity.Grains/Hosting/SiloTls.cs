using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace Solidarity.Grains.Hosting;

/// <summary>
/// Mutual TLS between the silos of a cluster: each end of a connection presents a certificate, and takes the other's
/// only where the cluster's own authority has signed it. So the authority must sign for silos alone: whoever has a
/// certificate of it is a silo. Host names are not compared, because silos come and go under any address.
/// </summary>
/// <remarks>The files are read once; a new certificate takes a restart, one silo after the other. The certificate is
/// signed by one of the authority's certificates directly: silos send no others along.</remarks>
public sealed class SiloTls : IDisposable
{
    /// <summary>What silos ask for in a handshake; nothing depends on it.</summary>
    private const string SiloName = "solidarity-silo";

    private static readonly OidCollection Purposes =
        [new Oid("1.3.6.1.5.5.7.3.1", "server authentication"), new Oid("1.3.6.1.5.5.7.3.2", "client authentication")];

    /// <summary>For a handshake; strangers who connect and say nothing are gone after it.</summary>
    private static readonly TimeSpan HandshakeTimeMax = TimeSpan.FromSeconds(10);

    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _authority;

    private SiloTls(X509Certificate2 certificate, X509Certificate2Collection authority) =>
        (_certificate, _authority) = (certificate, authority);

    /// <param name="certificate">A PEM file with the silo's certificate, good for server and client.</param>
    /// <param name="key">A PEM file with its private key, not encrypted.</param>
    /// <param name="authority">A PEM file with the certificates of the cluster's own authority.</param>
    /// <exception cref="FormatException">A file cannot be read, or the authority has not signed the certificate, or not
    /// for this time and use.</exception>
    public static SiloTls Load(string certificate, string key, string authority)
    {
        var authorities = new X509Certificate2Collection();
        Read(authority, () => authorities.ImportFromPemFile(authority));
        if (authorities.Count == 0)
            throw new FormatException($"{authority} has no certificate; give the authority's, in PEM");
        var own = Read($"{certificate} and {key}", () => X509Certificate2.CreateFromPemFile(certificate, key));
        var tls = new SiloTls(own, authorities);
        if (tls.WhyNot(own, others: null) is not { } problem)
            return tls;
        tls.Dispose();
        throw new FormatException($"{certificate} cannot be a silo's under {authority}: {problem}");
    }

    /// <summary>Checks where a silo is to be reached.</summary>
    /// <param name="tls">Null: silos talk in the clear.</param>
    /// <exception cref="FormatException">Other machines reach the address, and nothing protects it.</exception>
    public static void Check(IPAddress address, SiloTls? tls)
    {
        if (tls is null && !IPAddress.IsLoopback(address))
            throw new FormatException(
                $"{address} can be reached from other machines, and whoever reaches a silo commands it; give the "
                + "cluster's certificates (--silo-certificate, --silo-key, --silo-authority), or use 127.0.0.1");
    }

    /// <summary>Has a silo speak and hear nothing else.</summary>
    public void Protect(ISiloBuilder silo) => silo.UseTls(options =>
    {
        options.LocalCertificate = _certificate;
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateValidation = (other, chain, _) => WhyNot(other, chain) is null;
        options.HandshakeTimeout = HandshakeTimeMax;
        options.OnAuthenticateAsClient = (_, client) => client.TargetHost = SiloName;
    });

    public void Dispose()
    {
        _certificate.Dispose();
        foreach (var authority in _authority)
            authority.Dispose();
    }

    /// <summary>Why a certificate is none of a silo of this cluster; null where it is one.</summary>
    private string? WhyNot(X509Certificate2 certificate, X509Chain? others)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(_authority);
        if (others is not null)
            policy.ExtraStore.AddRange(others.ChainPolicy.ExtraStore);
        // A silo is both: it calls, and is called.
        foreach (var purpose in Purposes)
            policy.ApplicationPolicy.Add(purpose);
        // A list of revoked certificates would be one more thing that must be reached for silos to talk.
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        return chain.Build(certificate)
            ? null
            : string.Join(", ", chain.ChainStatus.Select(status => status.StatusInformation.Trim().TrimEnd('.')));
    }

    private static void Read(string files, Action read) => Read(files, () =>
    {
        read();
        return true;
    });

    private static T Read<T>(string files, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem
            is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new FormatException($"{files} cannot be read ({problem.Message}); give PEM files", problem);
        }
    }
}
