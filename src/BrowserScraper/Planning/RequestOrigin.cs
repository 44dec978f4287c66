namespace BrowserScraper.Planning;

/// <summary>Who asks for a run: how messages name that, and what it may say.</summary>
/// <param name="Name">Where the request's settings come from, such as <c>command line</c>.</param>
/// <param name="SetBy">Stands before what is said of an unknown setting, such as <c>--set: </c>.</param>
/// <param name="IsOperators">The request comes from whoever started the program.</param>
/// <param name="Example">How a request says what a job is about, by an example; takes the setting's name.</param>
internal sealed record RequestOrigin(string Name, string SetBy, bool IsOperators, Func<string, string> Example)
{
    /// <summary>A program that embeds the library.</summary>
    public static RequestOrigin Program { get; } = new("the request", "", IsOperators: true, setting => $"{setting}=nature landscape");
}
