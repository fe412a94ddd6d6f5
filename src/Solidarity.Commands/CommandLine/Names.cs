using Solidarity.Domain.Text;

namespace Solidarity.Commands.CommandLine;

/// <summary>Reads the names of bodies as people write them: whole, <c>sections/geneva-masons</c>, or short,
/// <c>geneva-masons</c>, where it is clear of what kind they are.</summary>
internal static class Names
{
    public const int SlugCharsMax = 63;

    public static string Section(string text, string field = "section") => Of("sections", text, field);

    public static string Federation(string text, string field = "federation") => Of("federations", text, field);

    public static string Strike(string text, string field = "strike") => Of("strikes", text, field);

    public static string Transfer(string text, string field = "transfer") => Of("transfers", text, field);

    /// <summary>A section or a federation by its whole name.</summary>
    public static string Body(string text, string field) => text.Split('/')[0] switch
    {
        "sections" => Section(text, field),
        "federations" => Federation(text, field),
        _ => throw UsageException.Malformed(
            field, $"\"{text}\" is no section or federation such as sections/geneva-masons or federations/geneva"),
    };

    /// <summary>The names that an id may stand for, where a section or a federation is meant.</summary>
    public static string[] BothOf(string id) => [$"sections/{id}", $"federations/{id}"];

    /// <summary>A hop of a transfer: <c>transfers/p-1-0a1b/hops/1-2</c>, short <c>p-1-0a1b/1-2</c>.</summary>
    public static string Hop(string text, string field)
    {
        var parts = text.Split('/').Where(part => part is not ("transfers" or "hops")).ToArray();
        return parts is [var transfer, var place]
            ? $"{Transfer(transfer, field)}/hops/{Id(place, field)}"
            : throw UsageException.Malformed(
                field, $"\"{text}\" is no hop such as p-1-0a1b2c3d4e5f6071/1-2: its transfer, plan and number");
    }

    /// <summary>A hop's name as <see cref="Hop"/> reads it in short.</summary>
    public static string ShortHop(string name) => name.Replace("transfers/", "", StringComparison.Ordinal)
        .Replace("/hops/", "/", StringComparison.Ordinal);

    /// <summary>What belongs to a body: <c>sections/geneva-masons/pledges/p-1</c>, short <c>p-1</c>.</summary>
    public static string Below(string body, string kind, string text, string field)
    {
        var prefix = $"{body}/{kind}/";
        var id = text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
        return prefix + Id(id, field);
    }

    /// <exception cref="UsageException">It is no id.</exception>
    public static string Id(string text, string field) => IsSlug(text)
        ? text
        : throw UsageException.Malformed(
            field, $"\"{text}\" is no id: 1 to {SlugCharsMax} characters of a-z, 0-9 and '-', not beginning with '-'");

    /// <summary>The code of a country, in capital letters.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static string Country(string text, string field) =>
        Countries.Read(text, out var problem) ?? throw UsageException.Malformed(
            field, $"\"{text}\" {problem}");

    /// <summary>The last part of a name.</summary>
    public static string Short(string name) => name[(name.LastIndexOf('/') + 1)..];

    private static string Of(string kind, string text, string field)
    {
        var prefix = kind + "/";
        if (text.Split('/') is [var other and ("sections" or "federations" or "strikes" or "transfers"), _]
            && other != kind)
            throw UsageException.Malformed(field, kind switch
            {
                "sections" => Wording.Of($"\"{text}\" is none of the sections; write {prefix}ID, or the id alone"),
                "federations" => Wording.Of(
                    $"\"{text}\" is none of the federations; write {prefix}ID, or the id alone"),
                "strikes" => Wording.Of($"\"{text}\" is none of the strikes; write {prefix}ID, or the id alone"),
                _ => Wording.Of($"\"{text}\" is none of the transfers; write {prefix}ID, or the id alone"),
            });
        return prefix + Id(text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text, field);
    }

    public static bool IsSlug(string text) =>
        text.Length is >= 1 and <= SlugCharsMax
        && text[0] != '-'
        && text.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
}
