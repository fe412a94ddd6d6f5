namespace Solidarity.Demos;

/// <summary>Numbers as the chosen language writes them, whatever the machine's: in English <c>100,000</c>.</summary>
internal static class Counting
{
    public static string Of(Int128 number) => Language.Current == Language.English
        ? number.ToString("N0", CultureInfo.InvariantCulture)
        : Language.Current.Number(number.ToString(CultureInfo.InvariantCulture));

    /// <param name="decimals">How many there are.</param>
    public static string Of(double number, int decimals) => Language.Current == Language.English
        ? number.ToString($"N{decimals}", CultureInfo.InvariantCulture)
        : Language.Current.Number(number.ToString($"F{decimals}", CultureInfo.InvariantCulture));

    public static string MiB(long bytes) => $"{Of(bytes / 1048576.0, 1)} MiB";
}
