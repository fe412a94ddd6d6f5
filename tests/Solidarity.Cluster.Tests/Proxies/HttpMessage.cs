using System.Text;

namespace Solidarity.Cluster.Tests.Proxies;

/// <summary>A request or an answer of HTTP/1.1 with its very bytes, so that it can be passed on unchanged: signatures
/// cover headers and paths.</summary>
internal sealed record HttpMessage(string FirstLine, byte[] Bytes)
{
    /// <summary>Of a request.</summary>
    public string Method => FirstLine.Split(' ')[0];

    /// <summary>Of an answer.</summary>
    public int Status => int.Parse(FirstLine.Split(' ')[1], CultureInfo.InvariantCulture);

    /// <summary>An append to a log, or a new row in a table: something that is there afterwards.</summary>
    public bool IsWrite => Method is "PUT" or "POST" or "DELETE" or "MERGE" or "PATCH";

    public bool IsAppend => Method == "PUT" && FirstLine.Contains("comp=appendblock", StringComparison.Ordinal);

    public static HttpMessage Answer(int status, string reason) => new(
        $"HTTP/1.1 {status} {reason}",
        Encoding.ASCII.GetBytes($"HTTP/1.1 {status} {reason}\r\nContent-Length: 0\r\n\r\n"));
}
