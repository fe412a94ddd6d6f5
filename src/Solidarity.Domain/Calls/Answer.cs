using Solidarity.Domain.Json;

namespace Solidarity.Domain.Calls;

[JsonConverter(typeof(KebabEnumConverter<Answer>))]
public enum Answer
{
    Unanswered,
    Pledged,
    Declined,

    /// <summary>With something else than money: lodging, refusal of work, a letter.</summary>
    Supported,
}
