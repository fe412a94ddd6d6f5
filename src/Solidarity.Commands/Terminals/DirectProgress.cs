namespace Solidarity.Commands.Terminals;

/// <summary>Progress that is reported where it happens: <see cref="Progress{T}"/> would post it to another thread, and
/// the last report could come after the end.</summary>
internal sealed class DirectProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
