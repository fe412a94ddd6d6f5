namespace Solidarity.Languages;

/// <summary>For <c>using static</c>: what is said right here.</summary>
public static class Translation
{
    /// <summary>The text in the chosen language.</summary>
    public static string T(Wording text) => Language.Current.Say(text);

    /// <summary>The text in English: for records and for what bodies tell each other. Whoever prints it repeats it in
    /// the chosen language (<see cref="Language.Repeat(string)"/>).</summary>
    public static string InEnglish(Wording text) => text.English;
}
