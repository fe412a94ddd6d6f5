using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Json;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Calls;

/// <summary>A strike's call for aid, as it travels: everything that a section needs to answer it.</summary>
/// <param name="Number">Rises with each sending of a strike, so that of two the later is known.</param>
/// <param name="Scope">How far up federations relay it.</param>
/// <param name="Need">What is needed, or null where no sum is named.</param>
/// <param name="Revision">How often its words were changed since it was first sent.</param>
/// <param name="Support">What is asked besides money; null: nothing.</param>
/// <param name="AnswerBy">When the present wave ends; null: it does not end by itself.</param>
/// <param name="Reaffirmed">Goes to everybody in its scope again, because it had been taken back from some.</param>
public sealed record Call(
    StrikeId Strike, SectionId Section, int Number, Level Scope, string Asks, Amount? Need, StrikeFacts Facts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Revision = 0,
    ImmutableSortedSet<SupportKind>? Support = null,
    DateTimeOffset? AnswerBy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Reaffirmed = false)
{
    /// <summary>Whether the other call asks for the same in the same words, of the same strike as it is known.
    /// </summary>
    public bool SaysTheSameAs(Call other) => Asks == other.Asks && Need == other.Need
        && (Support ?? []).SetEquals(other.Support ?? []) && Facts.SaysTheSameAs(other.Facts);
}

/// <summary>What takes a call back from those that it has reached.</summary>
[JsonConverter(typeof(KebabEnumConverter<CallEnd>))]
public enum CallEnd
{
    /// <summary>The strike is over.</summary>
    StrikeOver,

    /// <summary>The section asks nobody any more; the strike goes on.</summary>
    Cancelled,

    /// <summary>The call goes less far now, and this body is outside of it.</summary>
    Narrowed,

    /// <summary>The strike was over by mistake and goes on; nobody is asked until the section calls again.</summary>
    Reopened,
}

/// <summary>A warning against strike-breaking: do not go to that town for work.</summary>
/// <param name="Revision">How often it was sent again, because what it says of the strike had changed.</param>
public sealed record Warning(
    StrikeId Strike, SectionId Section, string Text, StrikeFacts Facts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Revision = 0);
