using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Solidarity.Protocol.Tests.StandIns;

/// <summary>
/// Reads from compiled assemblies, without loading them, which types and members they declare and which they ask of
/// others. A member is written as <c>Type::Name return (parameters)</c>, the same on both sides.
/// </summary>
internal static class AssemblySurface
{
    /// <summary>The types and members that an assembly declares and others can see.</summary>
    public static IReadOnlySet<string> Declared(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in reader.TypeDefinitions.Select(reader.GetTypeDefinition))
        {
            var name = TypeNames.Of(reader, type);
            found.Add(name);
            foreach (var method in type.GetMethods().Select(reader.GetMethodDefinition).Where(IsVisible))
            {
                var signature = method.DecodeSignature(TypeNames.Reader, null);
                found.Add($"{name}::{reader.GetString(method.Name)} {Text(signature)}");
            }

            foreach (var field in type.GetFields().Select(reader.GetFieldDefinition))
                found.Add($"{name}::{reader.GetString(field.Name)} {field.DecodeSignature(TypeNames.Reader, null)}");
        }

        return found;
    }

    /// <summary>The types and members that an assembly asks of the assemblies with these names.</summary>
    public static IReadOnlyList<string> Asked(string path, params string[] ofAssemblies)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        var types = reader.TypeReferences
            .Where(handle => ofAssemblies.Contains(TypeNames.AssemblyOf(reader, handle)))
            .ToDictionary(handle => handle, handle => TypeNames.Of(reader, handle));
        var members = reader.MemberReferences.Select(reader.GetMemberReference)
            .Select(member => (Member: member, Type: DeclaringType(reader, member)))
            .Where(found => found.Type is { } type && types.ContainsKey(type))
            .Select(found => $"{types[found.Type!.Value]}::{reader.GetString(found.Member.Name)} {Text(found.Member)}");
        return [.. types.Values.Concat(members).Distinct().Order(StringComparer.Ordinal)];
    }

    private static bool IsVisible(MethodDefinition method) =>
        (method.Attributes & System.Reflection.MethodAttributes.MemberAccessMask) is
            System.Reflection.MethodAttributes.Public
            or System.Reflection.MethodAttributes.Family
            or System.Reflection.MethodAttributes.FamORAssem;

    private static TypeReferenceHandle? DeclaringType(MetadataReader reader, MemberReference member) =>
        member.Parent.Kind switch
        {
            HandleKind.TypeReference => (TypeReferenceHandle)member.Parent,
            HandleKind.TypeSpecification => TypeNames.GenericTypeOf(reader, (TypeSpecificationHandle)member.Parent),
            _ => null,
        };

    private static string Text(MemberReference member) => member.GetKind() == MemberReferenceKind.Field
        ? member.DecodeFieldSignature(TypeNames.Reader, null)
        : Text(member.DecodeMethodSignature(TypeNames.Reader, null));

    private static string Text(MethodSignature<string> signature) =>
        $"{(signature.Header.IsInstance ? "" : "static ")}{signature.ReturnType}"
        + $"{(signature.GenericParameterCount == 0 ? "" : $"<{signature.GenericParameterCount}>")}"
        + $" ({string.Join(", ", signature.ParameterTypes)})";
}
