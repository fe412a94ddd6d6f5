using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Messages;
using Solidarity.Grains.Faults;

namespace Solidarity.Grains.Entries;

/// <summary>
/// The body of a journal entry: <c>{"events":[…]}</c> for what was accepted, <c>{"refused":{…}}</c> for what was not;
/// where the entry answers several messages, <c>{"answers":[…]}</c> with one of those for each, in their order.
/// </summary>
public static class EntryBody
{
    private static ReadOnlySpan<byte> AnswersStart => "{\"answers\":["u8;

    private static ReadOnlySpan<byte> AnswersEnd => "]}"u8;

    public static ReadOnlyMemory<byte> Write<TEvent>(Decision<TEvent> decision, JsonTypeInfo<TEvent> json) =>
        JsonBuffer.Write((decision, json), static (writer, written) => WriteTo(writer, written.decision, written.json));

    /// <summary>The body of an entry with several answers, of what <see cref="Write"/> gave for each.</summary>
    public static ReadOnlyMemory<byte> Join(IReadOnlyList<ReadOnlyMemory<byte>> answers)
    {
        var body = new byte[AnswersStart.Length + answers.Sum(answer => answer.Length + 1) - 1 + AnswersEnd.Length];
        var rest = body.AsSpan();
        Append(AnswersStart, ref rest);
        for (var i = 0; i < answers.Count; i++)
        {
            if (i > 0)
                Append(","u8, ref rest);
            Append(answers[i].Span, ref rest);
        }
        Append(AnswersEnd, ref rest);
        return body;
    }

    /// <summary>The events of all answers, in order.</summary>
    /// <exception cref="JsonException">The body is none that this class writes.</exception>
    /// <exception cref="UnknownEventException">An event is none that this version knows.</exception>
    public static ImmutableArray<TEvent> ReadEvents<TEvent>(ReadOnlyMemory<byte> body, JsonTypeInfo<TEvent> json)
    {
        var reader = new Utf8JsonReader(body.Span);
        var answers = new AnswerReader(ref reader);
        var events = ImmutableArray.CreateBuilder<TEvent>(1);
        while (answers.Next(ref reader))
        {
            if (answers.IsRefused)
                reader.Skip();
            else
                ReadEvents(ref reader, json, events);
        }
        return events.DrainToImmutable();
    }

    /// <summary>The refusal that an answer of the body is, or null.</summary>
    /// <param name="answer">Counted from 0.</param>
    /// <exception cref="JsonException">The body is none that this class writes, or has no such answer.</exception>
    public static Refusal? ReadRefusal(ReadOnlyMemory<byte> body, int answer = 0)
    {
        var reader = new Utf8JsonReader(body.Span);
        var answers = new AnswerReader(ref reader);
        for (var i = 0; answers.Next(ref reader); i++)
        {
            if (i < answer)
                reader.Skip();
            else
                return answers.IsRefused ? JsonSerializer.Deserialize(ref reader, DomainJson.Refusal) : null;
        }
        throw new JsonException($"the body of a journal entry has no answer {answer}");
    }

    /// <summary>How many answers the body has.</summary>
    /// <exception cref="JsonException">The body is none that this class writes.</exception>
    public static int CountAnswers(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        var answers = new AnswerReader(ref reader);
        var count = 0;
        for (; answers.Next(ref reader); count++)
            reader.Skip();
        return count;
    }

    private static void ReadEvents<TEvent>(
        ref Utf8JsonReader reader, JsonTypeInfo<TEvent> json, ImmutableArray<TEvent>.Builder events)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = reader;
            try
            {
                events.Add(JsonSerializer.Deserialize(ref reader, json) ?? throw new JsonException("an event is null"));
            }
            catch (JsonException) when (UnknownName(start, json.PolymorphismOptions) is not null)
            {
                throw new UnknownEventException(UnknownName(start, json.PolymorphismOptions)!);
            }
        }
    }

    /// <summary>The name of an event that is none of the union's cases; null where it is one, or has no name.</summary>
    private static string? UnknownName(Utf8JsonReader start, JsonPolymorphismOptions? union) =>
        union is not null && start.TokenType == JsonTokenType.StartObject
        && start.Read() && start.TokenType == JsonTokenType.PropertyName
        && start.ValueTextEquals(union.TypeDiscriminatorPropertyName)
        && start.Read() && start.TokenType == JsonTokenType.String && start.GetString() is { } name
        && !union.DerivedTypes.Any(known => name.Equals(known.TypeDiscriminator))
            ? name
            : null;

    private static void WriteTo<TEvent>(Utf8JsonWriter writer, Decision<TEvent> decision, JsonTypeInfo<TEvent> json)
    {
        writer.WriteStartObject();
        if (decision.Refusal is { } refusal)
        {
            writer.WritePropertyName("refused"u8);
            JsonSerializer.Serialize(writer, refusal, DomainJson.Refusal);
        }
        else
        {
            writer.WriteStartArray("events"u8);
            foreach (var @event in decision.Events)
                JsonSerializer.Serialize(writer, @event, json);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static void Append(ReadOnlySpan<byte> text, ref Span<byte> rest)
    {
        text.CopyTo(rest);
        rest = rest[text.Length..];
    }

    private static JsonException NoBody() => new("not the body of a journal entry");

    /// <summary>Goes through the answers of a body, whether it has one or several.</summary>
    private struct AnswerReader
    {
        private readonly bool _isList;
        private bool _isRead;

        /// <summary>Reads up to the first answer.</summary>
        public AnswerReader(ref Utf8JsonReader reader)
        {
            Require(ref reader, JsonTokenType.StartObject);
            Require(ref reader, JsonTokenType.PropertyName);
            _isList = reader.ValueTextEquals("answers"u8);
            if (_isList)
                Require(ref reader, JsonTokenType.StartArray);
        }

        /// <summary>Whether the answer is a refusal, and not events.</summary>
        public bool IsRefused { get; private set; }

        /// <summary>Goes on to the value of the next answer; the one before it has been read.</summary>
        public bool Next(ref Utf8JsonReader reader)
        {
            if (_isRead)
                Require(ref reader, JsonTokenType.EndObject);
            if (_isRead && !_isList)
                return AtEnd(ref reader);
            if (_isList)
            {
                if (!reader.Read())
                    throw NoBody();
                if (_isRead && reader.TokenType == JsonTokenType.EndArray)
                {
                    Require(ref reader, JsonTokenType.EndObject);
                    return AtEnd(ref reader);
                }
                if (reader.TokenType != JsonTokenType.StartObject)
                    throw NoBody();
                Require(ref reader, JsonTokenType.PropertyName);
            }
            _isRead = true;
            IsRefused = reader.ValueTextEquals("refused"u8);
            if (!IsRefused && !reader.ValueTextEquals("events"u8))
                throw NoBody();
            if (!reader.Read())
                throw NoBody();
            return true;
        }

        /// <summary>False: there is no further answer. There must be nothing else either.</summary>
        private static bool AtEnd(ref Utf8JsonReader reader) => reader.Read() ? throw NoBody() : false;

        private static void Require(ref Utf8JsonReader reader, JsonTokenType token)
        {
            if (!reader.Read() || reader.TokenType != token)
                throw NoBody();
        }
    }
}
