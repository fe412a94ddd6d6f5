namespace Solidarity.Storage;

/// <summary>The journal cannot write now (disk full, disk failing). Nothing was kept; a later try may succeed.
/// </summary>
public sealed class JournalUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The journal cannot be opened or read: not a journal, damaged, or written by a newer version.
/// The message says which, names the file, and what to do.</summary>
public sealed class JournalUnreadableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another process holds the data folder.</summary>
public sealed class JournalInUseException(string message, Exception? inner = null) : Exception(message, inner);
