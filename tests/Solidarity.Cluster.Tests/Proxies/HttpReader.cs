using System.Text;

namespace Solidarity.Cluster.Tests.Proxies;

/// <summary>Reads messages of HTTP/1.1 from a connection, one after the other, as RFC 9112 divides them: a head up to
/// an empty line, and a body of as many bytes as the head says, or in chunks.</summary>
internal sealed class HttpReader(Stream connection)
{
    private const int HeadBytesMax = 64 * 1024;
    private static readonly byte[] EndOfHead = [.. "\r\n\r\n"u8];
    private static readonly byte[] EndOfLine = [.. "\r\n"u8];

    private byte[] _read = [];

    /// <returns>Null where the other end has closed the connection.</returns>
    /// <param name="expectsBody">Whether somebody waits for a word before sending the body.</param>
    public async Task<HttpMessage?> RequestAsync(Func<Task> expectsBody, CancellationToken cancelled)
    {
        if (await TakeThroughAsync(EndOfHead, cancelled) is not { } head)
            return null;
        var lines = Encoding.ASCII.GetString(head).Split("\r\n");
        if (lines.Any(line => line.StartsWith("Expect:", StringComparison.OrdinalIgnoreCase)))
            await expectsBody();
        return new HttpMessage(lines[0], [.. head, .. await BodyAsync(lines, isLengthRequired: true, cancelled)]);
    }

    /// <param name="isHead">Whether it answers a HEAD request, and so has no body.</param>
    public async Task<HttpMessage> AnswerAsync(bool isHead, CancellationToken cancelled)
    {
        while (true)
        {
            var head = await TakeThroughAsync(EndOfHead, cancelled)
                ?? throw new IOException("the storage has closed the connection");
            var lines = Encoding.ASCII.GetString(head).Split("\r\n");
            var answer = new HttpMessage(lines[0], head);
            // 100 Continue goes before the answer.
            if (answer.Status < 200)
                continue;
            if (isHead || answer.Status is 204 or 304)
                return answer;
            return answer with { Bytes = [.. head, .. await BodyAsync(lines, isLengthRequired: false, cancelled)] };
        }
    }

    private async Task<byte[]> BodyAsync(string[] head, bool isLengthRequired, CancellationToken cancelled)
    {
        if (ValueOf(head, "Transfer-Encoding") is { } coding && coding.Contains("chunked", StringComparison.Ordinal))
            return await ChunksAsync(cancelled);
        if (ValueOf(head, "Content-Length") is { } length)
            return await TakeAsync(int.Parse(length, CultureInfo.InvariantCulture), cancelled);
        return isLengthRequired ? [] : throw new IOException($"an answer without a length: {head[0]}");
    }

    private async Task<byte[]> ChunksAsync(CancellationToken cancelled)
    {
        var all = new List<byte>();
        while (true)
        {
            var line = await TakeThroughAsync(EndOfLine, cancelled) ?? throw new IOException("a body is cut off");
            all.AddRange(line);
            var size = Encoding.ASCII.GetString(line).Split(';')[0].Trim();
            var length = int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            all.AddRange(await TakeAsync(length + EndOfLine.Length, cancelled));
            if (length == 0)
                return [.. all];
        }
    }

    private static string? ValueOf(string[] head, string name) => head
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();

    /// <returns>Null where the connection ends before anything comes.</returns>
    private async Task<byte[]?> TakeThroughAsync(byte[] end, CancellationToken cancelled)
    {
        for (var at = -1; ;)
        {
            at = _read.AsSpan().IndexOf(end);
            if (at >= 0)
                return Cut(at + end.Length);
            if (_read.Length > HeadBytesMax)
                throw new IOException("a head is too long");
            if (!await MoreAsync(cancelled))
                return _read.Length == 0 ? null : throw new IOException("a head is cut off");
        }
    }

    private async Task<byte[]> TakeAsync(int count, CancellationToken cancelled)
    {
        while (_read.Length < count)
            if (!await MoreAsync(cancelled))
                throw new IOException("a body is cut off");
        return Cut(count);
    }

    private byte[] Cut(int count)
    {
        var taken = _read[..count];
        _read = _read[count..];
        return taken;
    }

    private async Task<bool> MoreAsync(CancellationToken cancelled)
    {
        var buffer = new byte[64 * 1024];
        var count = await connection.ReadAsync(buffer, cancelled);
        _read = [.. _read, .. buffer.AsSpan(0, count)];
        return count > 0;
    }
}
