using System.CommandLine;
using Solidarity.Commands.CommandLine;
using Solidarity.Grains.Hosting;

namespace Solidarity.Cli;

/// <summary>The certificates by which the silos of a cluster know each other.</summary>
internal sealed class SiloTlsOptions
{
    private readonly Option<string?> _certificate = Options.Text("--silo-certificate", "FILE",
        "This silo's certificate (PEM), by which the others of the cluster know it. With --silo-key and "
        + "--silo-authority; without them silos talk on this machine alone.");

    private readonly Option<string?> _key = Options.Text(
        "--silo-key", "FILE", "The private key of --silo-certificate.");

    private readonly Option<string?> _authority = Options.Text("--silo-authority", "FILE",
        "The certificate (PEM) of the cluster's own authority. Whoever has a certificate that it signed is a silo.");

    public void AddTo(Command command)
    {
        command.Add(_certificate);
        command.Add(_key);
        command.Add(_authority);
    }

    /// <summary>Null where none is given.</summary>
    public SiloTls? Read(ParseResult parsed)
    {
        var files = new[] { _certificate, _key, _authority }
            .Select(option => (Field: Options.FieldOf(option), File: parsed.GetValue(option))).ToArray();
        if (files.All(file => file.File is null))
            return null;
        if (files.FirstOrDefault(file => file.File is null) is { Field: { } missing })
            throw UsageException.Malformed(
                missing, "--silo-certificate, --silo-key and --silo-authority go together");
        try
        {
            return SiloTls.Load(files[0].File!, files[1].File!, files[2].File!);
        }
        catch (FormatException problem)
        {
            throw UsageException.Malformed("silo-certificate", Wording.Verbatim(problem.Message));
        }
    }
}
