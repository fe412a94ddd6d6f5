using Google.Protobuf.Reflection;

namespace Solidarity.Server.Reflection;

/// <summary>What reflection asks of a file.</summary>
internal static class DescriptorExtensions
{
    extension(FileDescriptor file)
    {
        /// <summary>The file, then every file that it imports, directly or not, each once.</summary>
        public IReadOnlyCollection<FileDescriptor> WithImports()
        {
            var found = new List<FileDescriptor>();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var waiting = new Stack<FileDescriptor>([file]);
            while (waiting.TryPop(out var next))
            {
                if (!seen.Add(next.Name))
                    continue;
                found.Add(next);
                foreach (var import in next.Dependencies)
                    waiting.Push(import);
            }

            return found;
        }

        /// <summary>Whether the file declares a message, nested or not, of this full name.</summary>
        public bool IsMessage(string fullName) => file.MessageTypes.Any(message => Declares(message, fullName));
    }

    private static bool Declares(MessageDescriptor message, string fullName) =>
        message.FullName == fullName || message.NestedTypes.Any(nested => Declares(nested, fullName));
}
