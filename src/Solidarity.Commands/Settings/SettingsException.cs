namespace Solidarity.Commands.Settings;

/// <summary>The file of contexts cannot be used.</summary>
internal sealed class SettingsException(Wording message) : Exception(T(message))
{
    public static SettingsException Unreadable(string path, Wording why) => new(
        $"The contexts in {path} cannot be read: {why}. Mend the file, or delete it and choose again.");

    public static SettingsException Unwritable(string path, Wording why) =>
        new($"The contexts cannot be written to {path}: {why}.");
}
