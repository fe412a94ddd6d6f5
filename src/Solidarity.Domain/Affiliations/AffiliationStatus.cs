using Solidarity.Domain.Json;

namespace Solidarity.Domain.Affiliations;

[JsonConverter(typeof(KebabEnumConverter<AffiliationStatus>))]
public enum AffiliationStatus
{
    Asked,
    Member,
}
