using System.Buffers.Binary;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Text;
using Solidarity.Domain.Treasuries;
using Solidarity.Server.Errors;
using Solidarity.Storage;

namespace Solidarity.Server.Requests;

/// <summary>
/// Reads the fields of one request into the domain's types. What is wrong is noted under the field's name and read as
/// some default, so that a caller hears of all bad fields at once; <see cref="Check"/> then throws before anything of
/// it is used.
/// </summary>
internal sealed class Fields
{
    /// <summary>Longer than any name of a thing below a body; what is longer is not taken apart.</summary>
    private const int NameCharsMax = 256;

    /// <summary>The most bad fields that are kept; more are counted.</summary>
    private const int ViolationsMax = 50;

    private readonly List<Violation> _violations = [];
    private int _leftOut;
    private CommandId? _requestId;

    /// <exception cref="MalformedRequestException">A field was wrong.</exception>
    public void Check()
    {
        if (_violations.Count > 0)
            throw new MalformedRequestException(_violations, _leftOut);
    }

    public void Add(string field, Wording problem) => Add(Violation.Of(field, problem));

    /// <summary>Notes the domain's refusal of what a field says, if it is one.</summary>
    public void Add(string field, Refusal? refusal)
    {
        if (refusal is not null)
            Add(Violation.Of(field, refusal));
    }

    private void Add(Violation violation)
    {
        if (_violations.Count < ViolationsMax)
            _violations.Add(violation);
        else
            _leftOut++;
    }

    /// <summary>A UUID of an RFC version: with version bits its upper half is never zero, as a message's is.</summary>
    public CommandId RequestId(string text)
    {
        if (Guid.TryParseExact(text, "D", out var guid)
            && guid is { Version: >= 1 and <= 8, Variant: >= 0x8 and <= 0xB })
        {
            Span<byte> bytes = stackalloc byte[16];
            guid.TryWriteBytes(bytes, bigEndian: true, out _);
            _requestId = new CommandId(BinaryPrimitives.ReadUInt128BigEndian(bytes));
        }
        else
        {
            Add("request_id",
                $"{Quoted.Of(text)} is not a UUID of version 1 to 8, such as 01890a5d-ac96-774b-bcce-b302099a8057");
            _requestId = default(CommandId);
        }
        return _requestId.Value;
    }

    /// <summary>An id that the caller may choose; where it is empty, one is made from the request's id, which is read
    /// before.</summary>
    public T NewId<T>(string field, string text) where T : struct, ISlug<T>
    {
        const int digits = 20;
        if (text.Length > 0)
            return Id<T>(field, text);
        var request = _requestId ?? throw new InvalidOperationException("The request's id was not read.");
        return T.Of($"p-{request.Value.ToString("x32", CultureInfo.InvariantCulture)[..digits]}");
    }

    /// <summary>Whether a second act like an earlier one is meant: the caller says so, or has chosen an id for it. Then
    /// the id tells the two apart.</summary>
    public static bool Again(bool again, string chosenId) => again || chosenId.Length > 0;

    public T Id<T>(string field, string text) where T : struct, ISlug<T>
    {
        if (!SlugParsing.TryParse<T>(text, out var id))
            Add(field, $"{Quoted.Of(text)} is not an id: {Slug.Rule}");
        return id;
    }

    public SectionId Section(string field, string name) => Body(field, name, BodyKind.Section) is { } body
        ? body.Section
        : default;

    public SectionId? SectionOrNone(string field, string name) => name.Length > 0 ? Section(field, name) : null;

    public FederationId Federation(string field, string name) => Body(field, name, BodyKind.Federation) is { } body
        ? body.Federation
        : default;

    public FederationId? FederationOrNone(string field, string name) =>
        name.Length > 0 ? Federation(field, name) : null;

    public StrikeId Strike(string field, string name) => Body(field, name, BodyKind.Strike) is { } body
        ? new StrikeId(body.Id)
        : default;

    public StrikeId? StrikeOrNone(string field, string name) => name.Length > 0 ? Strike(field, name) : null;

    public TransferId Transfer(string field, string name) => Body(field, name, BodyKind.Transfer) is { } body
        ? new TransferId(body.Id)
        : default;

    /// <summary>A section or a federation.</summary>
    public Address Body(string field, string name) =>
        Body(field, name, BodyKind.Section, BodyKind.Federation) ?? default;

    public Address? BodyOrNone(string field, string name) => name.Length > 0 ? Body(field, name) : null;

    /// <summary>A hop of a transfer: <c>transfers/{id}/hops/{plan}-{number}</c>, both counted from 1.</summary>
    public HopKey Hop(string field, string name)
    {
        if (HopNames.TryParse(name, out var key))
            return key;
        Add(field,
            $"{Quoted.Of(name)} is not a hop such as transfers/p-1-0a1b2c3d4e5f6071/hops/1-2; ListClaims names them");
        return default;
    }

    /// <summary>What belongs to a body: <c>sections/{id}/pledges/{id}</c>.</summary>
    public (Address Owner, PledgeId Id) Part(string field, string name, BodyKind kind, string collection) =>
        Part<PledgeId>(field, name, kind, collection);

    /// <inheritdoc cref="Part"/>
    public (Address Owner, T Id) Part<T>(string field, string name, BodyKind kind, string collection)
        where T : struct, ISlug<T>
    {
        var parts = name.Length <= NameCharsMax ? name.Split('/') : [];
        if (parts.Length == 4 && parts[2] == collection
            && Address.TryParse($"{parts[0]}/{parts[1]}", out var owner) && owner.Kind == kind
            && SlugParsing.TryParse<T>(parts[3], out var id))
            return (owner, id);
        Add(field, $"{Quoted.Of(name)} is not a name such as {new Address(kind, "geneva-masons")}/{collection}/p-1");
        return default;
    }

    public Amount Money(string field, V1.Money? money)
    {
        if (money is null)
            Add(field, "is missing; it must be given");
        return MoneyOrNone(field, money) ?? default;
    }

    public Amount? MoneyOrNone(string field, V1.Money? money)
    {
        if (money is null)
            return null;
        var amount = new Amount(money.MinorUnits, Currency(field, money.CurrencyCode, money.UnitsPerMajor));
        if (!amount.IsPayable && amount.Currency.Code is not null)
            Add(Violation.Of(field, TreasuryRefusals.NotPayable(amount)));
        return amount;
    }

    public Currency Currency(string field, V1.Currency? currency)
    {
        if (currency is not null)
            return Currency(field, currency.CurrencyCode, currency.UnitsPerMajor);
        Add(field, "is missing; it must be given");
        return default;
    }

    public ImmutableArray<Currency> Currencies(string field, RepeatedField<V1.Currency> currencies)
    {
        if (currencies.Count is 0 or > Profile.CurrenciesMax)
            Add(field, $"has {currencies.Count}; 1 to {Profile.CurrenciesMax} must be given");
        if (currencies.Count > Profile.CurrenciesMax)
            return [];
        ImmutableArray<Currency> all = [.. currencies.Select((currency, i) => Currency($"{field}[{i}]", currency))];
        if (all.Distinct().Count() < all.Length)
            Add(field, "names a currency twice");
        return all;
    }

    public ImmutableArray<Currency> CurrenciesOrNone(string field, RepeatedField<V1.Currency> currencies) =>
        currencies.Count == 0 ? [] : Currencies(field, currencies);

    public Party Party(string field, V1.Party? party)
    {
        switch (party?.PartyCase)
        {
            case V1.Party.PartyOneofCase.Body:
                return Domain.Calls.Party.Of(Body($"{field}.body", party.Body));
            case V1.Party.PartyOneofCase.RecordedName:
                return Domain.Calls.Party.Named(Giver($"{field}.recorded_name", party.RecordedName));
            default:
                Add(field, "is missing; give a body or a recorded name");
                return default;
        }
    }

    /// <summary>A name: one line.</summary>
    public string Name(string field, string name, int charsMax = Texts.NameCharsMax, bool required = true)
    {
        var normal = Texts.Normal(name);
        return Checked(field, normal, Texts.CheckName(field, normal, charsMax, required));
    }

    /// <summary>The name of a giver or a lender outside the service.</summary>
    public string Giver(string field, string name)
    {
        var normal = Texts.Normal(name);
        return Checked(field, normal, Domain.Calls.Party.CheckName(field, normal));
    }

    /// <summary>What people say, in one or more lines.</summary>
    public string Text(string field, string text, int charsMax, bool required = true)
    {
        var normal = Texts.Normal(text);
        return Checked(field, normal, Texts.Check(field, normal, charsMax, required));
    }

    public string? TextOrNone(string field, string text, int charsMax) =>
        text.Length > 0 ? Text(field, text, charsMax) : null;

    public string Memo(string field, string text) => Text(field, text, Texts.MemoCharsMax, required: false);

    /// <summary>The code of a trade, whichever of its names it was called by; empty where it may be and is left out.
    /// </summary>
    public string Trade(string field, string trade, TradeTable trades, bool required = true)
    {
        var name = Name(field, trade, required: required);
        if (name.Length is 0 or > Texts.NameCharsMax || Texts.ProblemOf(name, isName: true) is not null)
            return "";
        if (trades.CodeOf(name) is { } code)
            return code;
        Add(field, $"{Quoted.Of(trade)} cannot be made a code; write it in words of one alphabet");
        return "";
    }

    /// <summary>The code of a country in capital letters, however it was written.</summary>
    public string Country(string field, string country)
    {
        if (Countries.Read(country, out var problem) is { } code)
            return code;
        Add(field, $"{Quoted.Of(country)} {problem}");
        return "";
    }

    /// <summary>Empty: all.</summary>
    public string CountryOrAll(string field, string country) => country.Length > 0 ? Country(field, country) : "";

    public int? Number(string field, bool given, int number, int max)
    {
        if (!given)
            return null;
        if (number is < 1 || number > max)
            Add(field, $"is {number}; it must be from 1 to {max}, or left out");
        return number;
    }

    public int Within(string field, int number, int min, int max)
    {
        if (number < min || number > max)
            Add(field, $"is {number}; it must be from {min} to {max}");
        return number;
    }

    /// <summary>Whether there are more than may be named; then they are not read one by one.</summary>
    public bool IsTooMany(string field, int count, int max)
    {
        if (count <= max)
            return false;
        Add(field, $"has {count}; at most {max} may be named");
        return true;
    }

    /// <summary>Sections and federations, at most as many as one call may name, the caller not among them.</summary>
    public ImmutableArray<Address> Others(string field, RepeatedField<string> names, SectionId caller)
    {
        if (IsTooMany(field, names.Count, SectionStrikes.RecipientsMax))
            return [];
        ImmutableArray<Address> bodies = [.. names.Select((name, i) => Body($"{field}[{i}]", name))];
        if (caller != default && bodies.IndexOf(caller) is >= 0 and var at)
            Add($"{field}[{at}]", $"is {(Address)caller} itself; name others");
        return bodies;
    }

    public DateOnly? DateOrNone(string field, string text) => text.Length > 0 ? Date(field, text) : null;

    public DateOnly Date(string field, string text)
    {
        if (DayReading.Read(text, out var problem) is not { } day)
            Add(field, $"{Quoted.Of(text)} {problem}");
        else if (DayRange.Check(field, day) is { } refusal)
            Add(Violation.Of(field, refusal));
        else
            return day;
        return default;
    }

    /// <summary>The day on which a strike begins or began: not far ahead.</summary>
    public DateOnly Start(string field, string text, DateTimeOffset now)
    {
        var start = Date(field, text);
        if (StrikeFacts.ProblemAhead(start, DateOnly.FromDateTime(now.UtcDateTime)) is { } problem)
            Add(field, problem);
        return start;
    }

    public DateTimeOffset? Time(string field, Timestamp? time)
    {
        if (time is null)
            return null;
        try
        {
            var moment = time.ToDateTimeOffset();
            if (MomentRange.Check(field, moment) is not { } refusal)
                return moment;
            Add(Violation.Of(field, refusal));
            return null;
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException)
        {
            Add(field, $"is no moment: {time.Seconds} seconds since 1970 and {time.Nanos} nanoseconds; moments from "
                + $"{MomentRange.Text} can be given");
            return null;
        }
    }

    /// <summary>One of an enumeration that must be given.</summary>
    public T OneOf<T>(string field, T? value, string choices) where T : struct, System.Enum
    {
        if (value is null)
            Add(field, $"must be one of {choices}");
        return value ?? default;
    }

    /// <summary>Some of an enumeration, at most as many as it has; none: null.</summary>
    public ImmutableSortedSet<T>? Choices<TWire, T>(
        string field, RepeatedField<TWire> values, Func<TWire, T?> read, string choices)
        where T : struct, System.Enum =>
        values.Count == 0 || IsTooMany(field, values.Count, System.Enum.GetValues<T>().Length)
            ? null
            : [.. values.Select((value, i) => OneOf($"{field}[{i}]", read(value), choices))];

    private string Checked(string field, string text, Refusal? refusal)
    {
        Add(field, refusal);
        return text;
    }

    private Address? Body(string field, string name, params ReadOnlySpan<BodyKind> kinds)
    {
        if (Address.TryParse(name, out var body) && kinds.Contains(body.Kind))
            return body;
        Add(field,
            $"{Quoted.Of(name)} is not a name such as {new Address(kinds[0], "geneva-masons")}: an id is {Slug.Rule}");
        return null;
    }

    private Currency Currency(string field, string code, int unitsPerMajor)
    {
        if (Domain.Money.Currencies.Read(code, unitsPerMajor, out var problem) is { } currency)
            return currency;
        var units = unitsPerMajor == 0 ? "" : $" with {unitsPerMajor} units per major unit";
        Add(field, $"{Quoted.Of(code)}{units} {problem}");
        return default;
    }
}
