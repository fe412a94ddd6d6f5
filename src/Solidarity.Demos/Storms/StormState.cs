using Solidarity.Storage;

namespace Solidarity.Demos.Storms;

/// <summary>How large a storm is to be.</summary>
internal sealed record StormSize(int Sections, int Pledges, int Watchers);

/// <summary>How far a storm has come.</summary>
/// <param name="folder">Where the journal is.</param>
internal sealed class StormState(string folder, Action<DemoPhase> over) : DemoState(over)
{
    /// <summary>Null before the service has started.</summary>
    public IJournal? Journal { get; set; }

    /// <summary>How much the journal takes on disk, with what SQLite keeps beside it.</summary>
    public long Bytes => Journal is null ? 0 : new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length);
}
