using BrowserScraper.DemoSites.Seeding;

namespace BrowserScraper.DemoSites.Video.Content;

/// <summary>What is said in a video, in each language: beginnings and ends of sentences, put together by seed.</summary>
internal static class CaptionWords
{
    private static readonly Dictionary<string, (string[] Openers, string[] Ends, string Refrain)> ByLanguage = new(StringComparer.Ordinal)
    {
        ["en"] = (
            ["Look at this one:", "Nobody here remembers", "We came early, and", "My father used to say:", "If 3 < 4, then",
                "Salt & water:"],
            ["it holds without a nail.", "who built it.", "the tide was still out.", "wood has a memory.", "you start from the middle.",
                "that is the whole secret."],
            "Again!"),
        ["de"] = (
            ["Schauen Sie genau hin:", "Früher hieß es,", "Am Morgen danach", "Mit etwas Übung", "Öl & Wasser:", "Niemand weiß,"],
            ["es hält ohne Nagel.", "war das Tal voller Nebel.", "gelingt es jedem.", "wer die Brücke gebaut hat.", "so fängt es an.",
                "das ist schon alles."],
            "Noch einmal!"),
        ["fr"] = (
            ["Regardez bien :", "Ici, personne ne sait", "À marée basse,", "Mon père disait :", "Le sel & l'eau :",
                "Si l'on commence tôt,"],
            ["ça tient sans un clou.", "qui l'a construit.", "on voit encore les pierres.", "le bois se souvient.", "c'est tout le secret.",
                "la journée est longue."],
            "Encore !"),
        ["es"] = (
            ["Mire bien:", "Aquí nadie recuerda", "Con la marea baja", "Mi padre decía:", "Sal & agua:", "Mañana por la mañana"],
            ["aguanta sin un clavo.", "quién lo construyó.", "se ven las piedras.", "la madera recuerda.", "ese es el secreto.",
                "empezamos otra vez."],
            "¡Otra vez!"),
        ["pt-BR"] = (
            ["Olhe bem:", "Ninguém aqui se lembra", "Na maré baixa", "Meu pai dizia:", "Sal & água:", "De manhã cedo"],
            ["segura sem um prego.", "de quem construiu.", "ainda se veem as pedras.", "a madeira tem memória.", "esse é o segredo.",
                "o vale está em silêncio."],
            "De novo!"),
    };

    public static IEnumerable<string> Languages => ByLanguage.Keys;

    /// <summary>
    /// What is said, one after the other. A person has written one or two lines each time, and one thing twice, since it is said
    /// twice; a machine writes single lines without a point or a comma, and never the same one twice running.
    /// </summary>
    public static IReadOnlyList<string> Said(int seed, string id, CaptionTrack track)
    {
        (string[] openers, string[] ends, string refrain) = ByLanguage[track.Language];
        int count = 6 + Pick(seed, id, "said", 0, 7);
        IEnumerable<string> sentences = Enumerable.Range(0, count).Select(number =>
            openers[Pick(seed, id, track.Language, number, openers.Length)]
            + (Pick(seed, id, "break", number, 2) == 0 ? '\n' : ' ')
            + ends[Pick(seed, id, track.Language, -1 - number, ends.Length)]);
        return track.IsAutomatic
            ? [.. sentences.Select((sentence, number) => Heard(sentence, number))]
            : [.. sentences.Take(2), refrain, refrain, .. sentences.Skip(2)];
    }

    private static string Heard(string sentence, int number) =>
        $"{new string([.. sentence.ToLowerInvariant().Replace('\n', ' ').Where(letter => letter is not ('.' or ',' or ':' or '!'))])} "
            + $"{number + 1}";

    private static int Pick(int seed, string id, string purpose, int number, int choices) =>
        (int)(StableHash.Of(seed, purpose, id, number) % (ulong)choices);
}
