using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Solidarity.Grains.Hosting;

namespace Solidarity.Grains.Tests.Hosting;

/// <summary>An authority that signs certificates, and the PEM files of it and of all that it signed.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private readonly X509Certificate2 _certificate;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("solidarity-authority-");

    public TestAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _certificate = request.CreateSelfSigned(Now.AddDays(-2), Now.AddDays(10));
        File.WriteAllText(Path, _certificate.ExportCertificatePem());
    }

    /// <summary>Its own file.</summary>
    public string Path => System.IO.Path.Combine(_folder.FullName, "authority.pem");

    /// <summary>Signs a certificate.</summary>
    /// <param name="purposes">What it is good for; null: server and client.</param>
    /// <returns>Its file, and that of its key.</returns>
    public (string Certificate, string Key) Sign(string name, int days = 1, string[]? purposes = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var allowed = new OidCollection();
        foreach (var purpose in purposes ?? ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"])
            allowed.Add(new Oid(purpose));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(allowed, critical: true));
        using var signed = request.Create(
            _certificate, Now.AddDays(-1), Now.AddDays(days), RandomNumberGenerator.GetBytes(8));
        var files = (System.IO.Path.Combine(_folder.FullName, $"{name}.pem"),
            System.IO.Path.Combine(_folder.FullName, $"{name}.key"));
        File.WriteAllText(files.Item1, signed.ExportCertificatePem());
        File.WriteAllText(files.Item2, key.ExportPkcs8PrivateKeyPem());
        return files;
    }

    /// <summary>What a silo has that trusts this authority and shows a certificate of it.</summary>
    public SiloTls Silo(string name)
    {
        var (certificate, key) = Sign(name);
        return SiloTls.Load(certificate, key, Path);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _folder.Delete(recursive: true);
    }
}
