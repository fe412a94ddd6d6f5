namespace Solidarity.Benchmarks.Storm;

/// <summary>What the whole process has used since a moment: what goes on behind the answers, compiling and collecting
/// garbage are all in it.</summary>
internal readonly record struct Cost(TimeSpan Processor, long Bytes)
{
    public static Cost Begin() => new(Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());

    /// <summary>For each of so many things: processor time in microseconds, and bytes allocated.</summary>
    public (double ProcessorUs, double Bytes) Each(int things)
    {
        var now = Begin();
        return ((now.Processor - Processor).TotalMicroseconds / things, (double)(now.Bytes - Bytes) / things);
    }
}
