using Solidarity.Domain.Json;

namespace Solidarity.Domain.Affiliations;

/// <summary>How far a federation reaches, and how far a call is meant to go: narrower before wider.</summary>
[JsonConverter(typeof(KebabEnumConverter<Level>))]
public enum Level
{
    Local,
    Regional,
    National,
    International,
}
