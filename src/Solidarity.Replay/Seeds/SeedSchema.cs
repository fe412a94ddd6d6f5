namespace Solidarity.Replay.Seeds;

/// <summary>A file of a seed folder and its columns: in any order, but none missing and none added.</summary>
internal sealed record SeedSchema(string File, ImmutableArray<string> Columns)
{
    public static readonly SeedSchema Currencies = Of("currencies.csv",
        "code,name,country,subdivision,frf_per_unit,basis,valid_from,valid_to,source,confidence,note");

    public static readonly SeedSchema Federations = Of("federations.csv",
        "id,name,level,locality,country,parent_id,parent_confidence,founded,first_attested,source,confidence,note");

    public static readonly SeedSchema Sections = Of("sections.csv",
        "id,name,kind,trade,locality,country,federation_ids,federation_confidence,members,members_year,"
        + "first_attested,source,confidence,note");

    public static readonly SeedSchema Strikes = Of("strikes.csv",
        "id,section_id,trade,locality,country,start,end,strikers,demand,outcome,weekly_need_or_pay,total_cost,"
        + "source,confidence,note,public");

    public static readonly SeedSchema Calls = Of("calls.csv",
        "id,strike_id,issuer,issuer_federation_id,date,asks,channel,source,confidence,note");

    public static readonly SeedSchema Aid = Of("aid.csv",
        "id,strike_id,from_name,from_section_id,from_federation_id,from_locality,from_country,date,amount,currency,"
        + "amount_as_recorded,kind,status,channel,source,confidence,note");

    public static readonly SeedSchema Contributions = Of("contributions.csv",
        "id,payer,section_id,to_federation_id,date,amount,currency,amount_as_recorded,what,members,source,"
        + "confidence,note");

    public static readonly SeedSchema Corridors = Of("corridors.csv",
        "from,to,currency_from,currency_to,rate_numerator,rate_denominator,confidence,note,source");

    /// <summary>All of them, in the order in which they are read.</summary>
    public static readonly ImmutableArray<SeedSchema> All =
        [Currencies, Federations, Sections, Strikes, Calls, Aid, Contributions, Corridors];

    private static SeedSchema Of(string file, string columns) => new(file, [.. columns.Split(',')]);
}
