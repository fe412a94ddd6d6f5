namespace Solidarity.Replay.Seeds;

// Ids of rows, as the seed files write them: lower-case slugs. Those of bodies are the domain's own.

internal readonly record struct CallId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>The id of a row of aid.csv. The pledge, collection or repayment that it becomes has it too.</summary>
internal readonly record struct AidId(string Value)
{
    public override string ToString() => Value;
}

internal readonly record struct LoanId(string Value)
{
    public override string ToString() => Value;
}

internal readonly record struct ContributionId(string Value)
{
    public override string ToString() => Value;
}
