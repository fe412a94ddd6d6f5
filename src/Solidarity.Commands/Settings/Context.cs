namespace Solidarity.Commands.Settings;

/// <summary>What command lines need not say again, under a name.</summary>
/// <param name="Server">The address of the service; null where it is not said.</param>
/// <param name="Body">Who acts: sections/{id} or federations/{id}; null where it is not said.</param>
/// <param name="Output">How results are printed; null where it is not said.</param>
internal sealed record Context(string Name, string? Server = null, string? Body = null, string? Output = null)
{
    /// <summary>The name of the first one, where its user gives it none.</summary>
    public const string DefaultName = "default";

    public const int NameCharsMax = 63;
}
