using Google.Protobuf.Reflection;

namespace Solidarity.Server.Reflection;

/// <summary>
/// What a set of services declares, found by name. Built once in time proportional to the declarations, then each
/// look-up is one dictionary access. Immutable.
/// </summary>
internal sealed class DescriptorIndex
{
    private readonly Dictionary<string, FileDescriptor> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> _symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<int, FileDescriptor>> _extensions =
        new(StringComparer.Ordinal);

    /// <summary>Indexes the files that declare these services, and all that they import.</summary>
    public DescriptorIndex(IEnumerable<ServiceDescriptor> services)
    {
        var known = services.DistinctBy(service => service.FullName).ToList();
        ServiceNames = [.. known.Select(service => service.FullName).Order(StringComparer.Ordinal)];
        foreach (var service in known)
            AddFile(service.File);
    }

    /// <summary>The full names of the services, in order.</summary>
    public IReadOnlyList<string> ServiceNames { get; }

    /// <summary>The file of this name, or null.</summary>
    public FileDescriptor? FindFile(string name) => _files.GetValueOrDefault(name);

    /// <summary>The file that declares this fully qualified name, or null.</summary>
    public FileDescriptor? FindSymbol(string fullName) => _symbols.GetValueOrDefault(fullName);

    /// <summary>The file that declares this extension of a message, or null.</summary>
    public FileDescriptor? FindExtension(string message, int number) =>
        _extensions.GetValueOrDefault(message)?.GetValueOrDefault(number);

    /// <summary>The numbers of the known extensions of a message; null when there is no such message.</summary>
    public IReadOnlyCollection<int>? FindExtensionNumbers(string message)
    {
        if (_extensions.TryGetValue(message, out var numbers))
            return numbers.Keys;
        return FindSymbol(message)?.IsMessage(message) == true ? [] : null;
    }

    private void AddFile(FileDescriptor file)
    {
        if (!_files.TryAdd(file.Name, file))
            return;
        foreach (var import in file.Dependencies)
            AddFile(import);
        foreach (var service in file.Services)
            AddService(service);
        foreach (var message in file.MessageTypes)
            AddMessage(message);
        foreach (var @enum in file.EnumTypes)
            AddEnum(@enum, file.Package);
        foreach (var extension in file.Extensions.UnorderedExtensions)
            AddExtension(extension);
    }

    private void AddService(ServiceDescriptor service)
    {
        _symbols[service.FullName] = service.File;
        foreach (var method in service.Methods)
            _symbols[method.FullName] = service.File;
    }

    private void AddMessage(MessageDescriptor message)
    {
        _symbols[message.FullName] = message.File;
        foreach (var field in message.Fields.InDeclarationOrder())
            _symbols[field.FullName] = message.File;
        foreach (var oneof in message.Oneofs)
            _symbols[oneof.FullName] = message.File;
        foreach (var nested in message.NestedTypes)
            AddMessage(nested);
        foreach (var @enum in message.EnumTypes)
            AddEnum(@enum, message.FullName);
        foreach (var extension in message.Extensions.UnorderedExtensions)
            AddExtension(extension);
    }

    // By the rules of protobuf a value is a sibling of its enum, so its name stands in the scope around the enum.
    private void AddEnum(EnumDescriptor @enum, string scope)
    {
        _symbols[@enum.FullName] = @enum.File;
        foreach (var value in @enum.Values)
            _symbols[scope.Length == 0 ? value.Name : $"{scope}.{value.Name}"] = @enum.File;
    }

    private void AddExtension(FieldDescriptor extension)
    {
        _symbols[extension.FullName] = extension.File;
        var message = extension.ExtendeeType.FullName;
        if (!_extensions.TryGetValue(message, out var numbers))
            _extensions.Add(message, numbers = []);
        numbers[extension.FieldNumber] = extension.File;
    }
}
