using System.Text.Json;
using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.Settings;

/// <summary>The contexts of one user, and which of them holds: JSON in a file that only its owner reads.</summary>
/// <param name="Current">The name of the one that holds; null where none does.</param>
internal sealed record ContextFile(string? Current, ImmutableSortedDictionary<string, Context> Contexts)
{
    /// <summary>The variable that says which file it is.</summary>
    public const string PathVariable = "SOLIDARITY_CONFIG";

    private const string Folder = "solidarity";
    private const string File = "config.json";
    private const int BytesMax = 1024 * 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static readonly ContextFile Empty =
        new(null, ImmutableSortedDictionary.Create<string, Context>(StringComparer.Ordinal));

    /// <summary>Where the file is: as the variable says; else in the folder for settings of the platform.</summary>
    public static string PathOf(Func<string, string?> variable)
    {
        if (variable(PathVariable) is { Length: > 0 } path)
            return path;
        var settings = variable("XDG_CONFIG_HOME") is { Length: > 0 } home ? home
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
        return Path.Combine(settings, Folder, File);
    }

    /// <exception cref="SettingsException">The file is no such file, or cannot be read.</exception>
    public static ContextFile Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                return Empty;
            if (file.Length > BytesMax)
                throw SettingsException.Unreadable(path, "it is too large");
            using var json = JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
            return Of(json.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw SettingsException.Unreadable(path, "it is not what solidarity writes there");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw SettingsException.Unreadable(path, Wording.Verbatim(problem.Message.TrimEnd('.')));
        }
    }

    /// <summary>Writes it whole or not at all.</summary>
    /// <exception cref="SettingsException">It cannot be written.</exception>
    public void Write(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var next = path + ".new";
            System.IO.File.Delete(next);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerOnly;
            using (var writer = new StreamWriter(next, options))
                JsonText.Write(writer, Write);
            System.IO.File.Move(next, path, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw SettingsException.Unwritable(path, Wording.Verbatim(problem.Message.TrimEnd('.')));
        }
    }

    private static ContextFile Of(JsonElement root)
    {
        var contexts = Empty.Contexts;
        foreach (var one in root.GetProperty("contexts").EnumerateObject())
            contexts = contexts.Add(one.Name, new Context(
                one.Name, Text(one.Value, "server"), Text(one.Value, "body"), Text(one.Value, "output")));
        return new ContextFile(Text(root, "current"), contexts);
    }

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) ? value.GetString() : null;

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteText(json, "current", Current);
        json.WriteStartObject("contexts");
        foreach (var context in Contexts.Values)
        {
            json.WriteStartObject(context.Name);
            WriteText(json, "server", context.Server);
            WriteText(json, "body", context.Body);
            WriteText(json, "output", context.Output);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }
}
