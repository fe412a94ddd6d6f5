namespace Solidarity.Commands.Terminals;

/// <summary>The fields of a JSON object, in the order in which they are written. Values are what
/// <see cref="JsonText"/> can write. No type of an object says its fields, so that nothing is looked up by reflection,
/// which a program that is compiled ahead does not have.</summary>
internal sealed class JsonFields : OrderedDictionary<string, object?>;
