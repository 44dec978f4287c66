namespace BrowserScraper.DemoSites.Books.Content;

/// <summary>
/// What titles, names and texts are put together from. In texts {0} is a skill, {1} the book's title.
/// </summary>
internal static class BookWords
{
    public static readonly string[] Skills =
        ["Python", "AWS", "Kubernetes", "SQL", "Rust", "Data", "Linux", "Security"];

    public static readonly string[] Titles =
    [
        "{0} in Practice", "The Quiet {0} Handbook", "{0} for Busy Teams", "A Field Guide to {0}", "Thinking in {0}",
        "{0} Without Tears", "The {0} Workshop", "Evenings with {0}", "{0} at Scale", "Patterns of {0}",
        "Letters on {0}", "{0}, Step by Step",
    ];

    public static readonly string[] FirstNames =
        ["Ada", "Benedikt", "Chiamaka", "Dario", "Elif", "Farouk", "Greta", "Hana", "Ilya", "Jolene", "Kofi", "Linnea"];

    public static readonly string[] LastNames =
    [
        "Abernaut", "Brandvold", "Castellmare", "Dunquill", "Eastervane", "Foxhallow", "Grimsund", "Harrowgate",
        "Ivanquist", "Juniperus", "Kestleford",
    ];

    public static readonly string[] ChapterTitles =
    [
        "Where to begin", "The shape of the problem", "A first small tool", "When it goes wrong", "Names and numbers",
        "Measuring before guessing", "Working with others", "What to leave out", "A week in production", "Looking back",
    ];

    public static readonly string[] Openings =
    [
        "This chapter of \"{1}\" takes one idea of {0} and stays with it until it holds.",
        "Nobody learns {0} from a list of its features, and \"{1}\" does not try to teach it that way.",
        "By now you have {0} running on your own machine; \"{1}\" goes on from there.",
        "There are two ways to read this part of \"{1}\": with {0} open beside you, or twice.",
    ];

    public static readonly string[] Sentences =
    [
        "Start with the smallest {0} example that can fail, and make it fail.",
        "A good name saves more time than a clever line.",
        "Write down what you expect before you look at the result.",
        "Most of what people call {0} trouble is trouble with the clock, the disk or the network.",
        "If two teams need the same step, give it to the one that will be woken at night.",
        "The second version is the one that people will copy, so take care of it.",
        "Keep the numbers that surprised you; the others you can always take again.",
        "What looks like a detail of {0} is often a decision that somebody forgot to mention.",
        "Do one thing, look at it, and only then do the next.",
        "A queue that is never empty is a message to whoever fills it.",
        "Errors are part of the conversation, not an interruption of it.",
        "When in doubt, draw the boxes and ask which of them may be down.",
        "It pays to read the release notes of {0} with a pencil in hand.",
        "Whatever is done by hand on Friday will be done by hand for a year.",
        "The test that never fails is only decoration.",
        "Ask what happens when it runs twice, and then what happens when it runs half.",
        "Someone will read this at three in the morning: write for that reader.",
        "The best {0} code in this book is the code that we took out again.",
    ];
}
