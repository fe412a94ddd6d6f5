namespace Solidarity.Commands.CommandLine;

/// <summary>What can be done about an entry that was just booked.</summary>
internal static class EntryHint
{
    /// <summary>The sentence, with the command that reverses the entry where the answer names one.</summary>
    public static Said With(Wording sentence, CommandReply reply) =>
        reply.Name.Split('/') is [_, var section, "entries", var number]
            ? new Said(sentence, new Hint(
                "If it is wrong", $"reverse {section} {number} --reason \"entered by mistake\""))
            : sentence;
}
