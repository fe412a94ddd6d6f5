using System.Text.Json;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Ledger;

/// <summary>The JSON of a ledger entry: <c>{"postings":[{"account":"held","currency":"CHF","minor":-2500},…]}</c>. By
/// itself, for the reason that <see cref="AmountJsonConverter"/> gives.</summary>
internal sealed class LedgerEntryJsonConverter : JsonConverter<LedgerEntry>
{
    public override LedgerEntry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ImmutableArray<Posting> postings = [];
        Require(reader.TokenType == JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isPostings = reader.ValueTextEquals("postings"u8);
            reader.Read();
            if (isPostings)
                postings = ReadPostings(ref reader);
            else
                reader.Skip();
        }
        return new LedgerEntry(postings);
    }

    public override void Write(Utf8JsonWriter writer, LedgerEntry value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("postings"u8);
        foreach (var posting in value.Postings)
        {
            writer.WriteStartObject();
            writer.WriteString("account"u8, posting.Account.Name);
            writer.WriteString("currency"u8, posting.Currency.ToString());
            writer.WriteNumber("minor"u8, posting.Minor);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static ImmutableArray<Posting> ReadPostings(ref Utf8JsonReader reader)
    {
        Require(reader.TokenType == JsonTokenType.StartArray);
        var postings = ImmutableArray.CreateBuilder<Posting>(2);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            postings.Add(ReadPosting(ref reader));
        return postings.DrainToImmutable();
    }

    private static Posting ReadPosting(ref Utf8JsonReader reader)
    {
        Require(reader.TokenType == JsonTokenType.StartObject);
        var (account, currency, minor) = (default(Account), default(Currency), 0L);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isAccount, isCurrency, isMinor) = (
                reader.ValueTextEquals("account"u8), reader.ValueTextEquals("currency"u8),
                reader.ValueTextEquals("minor"u8));
            reader.Read();
            if (isAccount)
                account = Account.Parse(reader.GetString());
            else if (isCurrency)
                currency = Currency.Parse(reader.GetString());
            else if (isMinor)
                minor = reader.GetInt64();
            else
                reader.Skip();
        }
        return new Posting(account, currency, minor);
    }

    private static void Require(bool isSo)
    {
        if (!isSo)
            throw new JsonException("a ledger entry is an object with an array of postings");
    }
}
