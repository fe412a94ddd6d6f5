namespace Solidarity.Server;

/// <summary>The service has stopped by itself, and goes on when it is started again.</summary>
public sealed class ServiceStoppedException(string message) : Exception(message);

/// <summary>A service of a newer version has written to the log what this one does not know. It has to be replaced by
/// the newer one before it is started again.</summary>
public sealed class NewerVersionException(string message) : Exception(message);
