namespace Solidarity.Demos;

/// <summary>Numbers as everybody reads them, whatever the machine's language: <c>100,000</c>.</summary>
internal static class Counting
{
    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public static string MiB(long bytes) => Invariant($"{bytes / 1048576.0:N1} MiB");
}
