using System.Text.Json;
using Solidarity.Storage;

namespace Solidarity.Benchmarks.Journal;

/// <summary>A section's book as most would write it as a grain first.</summary>
public interface IPlainBookGrain : IGrainWithStringKey
{
    /// <summary>Completes when it is on disk.</summary>
    Task Deposit(long minor);
}

/// <summary>Takes one command after the other, and writes each by itself before the next.</summary>
internal sealed class PlainBookGrain(IJournal journal) : Grain, IPlainBookGrain
{
    private long _balance;
    private long _version;

    public async Task Deposit(long minor)
    {
        var deposited = new Deposited(minor, _balance + minor);
        var entry = new NewEntry(
            new CommandId(RequestIds.Next()), default, DateTimeOffset.UnixEpoch,
            JsonSerializer.SerializeToUtf8Bytes(deposited), []);
        var stream = new StreamName($"sections/{this.GetPrimaryKeyString()}");
        if (await journal.AppendAsync(new Append(stream, _version, [entry])) is not AppendResult.Appended)
            throw new InvalidOperationException("another grain writes to the stream");
        (_balance, _version) = (deposited.Balance, _version + 1);
    }

    private sealed record Deposited(long Minor, long Balance);
}
