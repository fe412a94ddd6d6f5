using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Solidarity.Storage;

namespace Solidarity.Server.Paging;

/// <summary>Reads what the journal has of one body.</summary>
internal static class StreamReading
{
    private const int ReadEntries = 1_000;

    /// <summary>All entries of a stream behind a version, oldest first.</summary>
    public static async IAsyncEnumerable<Entry> ReadAllAsync(
        this IJournal journal, StreamName stream, long version, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var entries = await journal.ReadStreamAsync(stream, version, ReadEntries, cancellation);
            if (entries.Count == 0)
                yield break;
            foreach (var entry in entries)
                yield return entry;
            version = entries[^1].Version;
        }
    }

    /// <summary>The names that the journal stores a union's events under.</summary>
    /// <param name="journal">The JSON of the union, or of one that it is a part of.</param>
    public static IEnumerable<KeyValuePair<Type, string>> NamesOf<TEvent>(JsonTypeInfo journal) =>
        journal.Options.GetTypeInfo(typeof(TEvent)).PolymorphismOptions!.DerivedTypes
            .Select(derived => KeyValuePair.Create(derived.DerivedType, (string)derived.TypeDiscriminator!));
}
