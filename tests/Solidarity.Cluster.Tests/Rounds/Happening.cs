namespace Solidarity.Cluster.Tests.Rounds;

/// <summary>What a silo that was killed is started again on.</summary>
internal enum FolderState
{
    /// <summary>As it was when it was killed.</summary>
    Same,
    Empty,

    /// <summary>A copy of the folder from the end of an earlier round.</summary>
    Old,

    /// <summary>As it was, but for bytes of journal.db that are others now.</summary>
    Damaged,
}

/// <summary>Something that goes wrong in a round.</summary>
internal abstract record Happening
{
    private Happening() { }

    internal sealed record Kill(int Silo, FolderState Folder) : Happening;

    /// <summary>The silo that appends first is killed while its append is under way.</summary>
    /// <param name="IsPassedOn">Whether the storage has the append by then.</param>
    internal sealed record KillInAppend(bool IsPassedOn, FolderState Folder) : Happening;

    /// <summary>A silo stands still and goes on.</summary>
    internal sealed record Pause(int Silo, TimeSpan Time) : Happening;

    /// <summary>As in an upgrade, each silo in turn is stopped by SIGTERM and started again on its folder.</summary>
    internal sealed record Upgrade : Happening;

    /// <param name="Silo">From which one; null: from all.</param>
    internal sealed record StorageAway(int? Silo, TimeSpan Time) : Happening;

    /// <summary>Each request to the storage may have a fault.</summary>
    internal sealed record Faults(int PerMille, TimeSpan Time) : Happening;
}
