using System.Text.Json.Serialization;
using Solidarity.Domain.Decisions;

namespace Solidarity.Domain.Federations;

/// <summary>How far a federation reaches, and how far a call is meant to go: narrower before wider.</summary>
[JsonConverter(typeof(KebabEnumConverter<Level>))]
public enum Level
{
    Local,
    Regional,
    National,
    International,
}
