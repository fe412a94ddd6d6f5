namespace Solidarity.Storage.Backups;

/// <summary>A backup has no state of the journal at the place or time that was asked for. The message names the nearest
/// that it has.</summary>
public sealed class NoRestorePointException(string message) : Exception(message);

/// <summary>What is to be written to has something else in it already. Nothing was written.</summary>
public sealed class NotThisBackupException(string message) : Exception(message);
