using BrowserScraper.Items;
using BrowserScraper.Settings;

namespace BrowserScraper.Tests.Settings;

public sealed class SettingsReaderTests
{
    private static readonly SettingDefinition[] Definitions = [.. SettingsCatalog.Harness, .. SettingsCatalog.ForScript("DEALER")];

    [Fact]
    public void RunSettings_NothingGiven_AreTheDefaults()
    {
        RunSettings settings = RunSettings.From(Read().CheckOrStop());

        Assert.Equal(
            (5, null, 2, 2.0, 3), (settings.Pages, settings.MaxItems, settings.MaxRetries, settings.BackoffFactor, settings.MaxSignIns));
        Assert.Equal((true, true, false, true), (settings.Headless, settings.BlockResources, settings.Force, settings.AsciiOnly));
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(180)), (settings.RequestTimeout, settings.ItemTimeout));
        Assert.Null(settings.JobTimeout);
        Assert.Equal(
            ("data", "logs", null, null), (settings.DataDirectory, settings.LogDirectory, settings.BrowserPath, settings.BrowserChannel));
    }

    [Fact]
    public void Check_SeveralSources_TheFirstThatHoldsItWins()
    {
        SettingsReader read = Read(
            Source("command line", ("MAX_RETRIES", "7")),
            Source("environment", ("MAX_RETRIES", "8"), ("ITEM_TIMEOUT", "60")),
            Source(".env", ("ITEM_TIMEOUT", "70"), ("HEADLESS", "false")));

        Assert.Empty(read.Check());
        Assert.Equal((7, 60, false), (read.Whole("MAX_RETRIES"), read.Number("ITEM_TIMEOUT"), read.Switch("HEADLESS")));
    }

    [Fact]
    public void Check_NamesThatDifferByCase_TheLastOneCounts()
    {
        SettingsReader read = Read(Source("command line", ("max_retries", "7"), ("MAX_RETRIES", "8")));

        Assert.Empty(read.Check());
        Assert.Equal(8, RunSettings.From(read).MaxRetries);
    }

    [Fact]
    public void Check_EmptyValue_IsAsIfNotGiven()
    {
        SettingsReader read = Read(
            Source("environment", ("MAX_RETRIES", "  "), ("CONCURRENT_PAGES", "")), Source(".env", ("MAX_RETRIES", " 4 ")));

        Assert.Empty(read.Check());
        Assert.Equal((4, 5), (read.Whole("MAX_RETRIES"), read.Whole("CONCURRENT_PAGES")));
    }

    [Theory]
    [InlineData("CONCURRENT_CONTEXTS", "CONCURRENT_PAGES")]
    [InlineData("MAX_RETRIES_PER_SOURCE", "MAX_RETRIES")]
    public void Check_Alias_IsUnderstoodAndYieldsToTheName(string alias, string name)
    {
        SettingsReader one = Read(Source(".env", (alias, "9")));
        SettingsReader both = Read(Source(".env", (alias, "9"), (name, "8")));
        SettingsReader nameIsEmpty = Read(Source(".env", (alias, "9"), (name, "")));

        Assert.Empty(one.Check().Concat(both.Check()).Concat(nameIsEmpty.Check()));
        Assert.Equal((9, 8, 9), (one.Whole(name), both.Whole(name), nameIsEmpty.Whole(name)));
    }

    [Fact]
    public void CheckOrStop_SeveralMistakes_ReportsAllAtOnce()
    {
        SettingsReader read = Read(
            Source("command line", ("CONCURRENT_PAGES", "65")),
            Source(".env", ("ITEM_TIMEOUT", "soon"), ("DEALER_URL", "one.example"), ("CONCURRENT_PAGES", "0")));

        RunStopException stop = Assert.Throws<RunStopException>(read.CheckOrStop);

        Assert.Equal(StopReason.BadUsage, stop.Reason);
        Assert.Equal(
            "3 settings are wrong:\n"
            + "  CONCURRENT_PAGES=65 (command line): must be a whole number from 1 to 64, auto, or auto with bounds such as auto:2-20\n"
            + "  ITEM_TIMEOUT=soon (.env): must be seconds from 0.1 to 86400\n"
            + "  DEALER_URL=one.example (.env): must be an address that begins with http:// or https://",
            stop.Message);
    }

    [Fact]
    public void CheckOrStop_OneMistake_SaysSo() => Assert.StartsWith(
        "1 setting is wrong:\n  HEADLESS=maybe (.env)",
        Assert.Throws<RunStopException>(Read(Source(".env", ("HEADLESS", "maybe"))).CheckOrStop).Message,
        StringComparison.Ordinal);

    /// <summary>
    /// A line that is cut hides where the value stands and what is allowed, and further lines look like further mistakes.
    /// </summary>
    /// <param name="value">As it is set.</param>
    /// <param name="shown">As the one line quotes it.</param>
    [Theory]
    [InlineData("may\nbe", @"may\nbe")]
    [InlineData("may\r\nbe\ttrue", @"may\r\nbe\ttrue")]
    [InlineData("\u001b[2Jmaybe", @"\u001B[2Jmaybe")]
    [InlineData("may\u2028be", @"may\u2028be")]
    public void CheckOrStop_ValueWithControlCharacters_IsOneLineAndWhole(string value, string shown)
    {
        RunStopException stop = Assert.Throws<RunStopException>(Read(Source(".env", ("HEADLESS", value))).CheckOrStop);

        Assert.Equal($"HEADLESS={shown} (.env): must be true or false", Assert.Single(stop.Details));
    }

    [Fact]
    public void InForce_SecretsAndEmptyOnes_AreLeftOut()
    {
        SettingsReader read = Read(Source(".env", ("DEALER_PASSWORD", "hunter2"), ("DEALER_USERNAME", "anna"), ("HEADLESS", "maybe")));

        IReadOnlyList<string> problems = read.Check();
        IReadOnlyDictionary<string, string> inForce = read.InForce();

        Assert.DoesNotContain("hunter2", string.Join('\n', problems.Concat(inForce.Keys).Concat(inForce.Values)), StringComparison.Ordinal);
        Assert.Equal("hunter2", read.Text("DEALER_PASSWORD"));
        Assert.Equal("anna", inForce["DEALER_USERNAME"]);
        Assert.DoesNotContain("BROWSER_PATH", inForce.Keys);
    }

    [Fact]
    public void Check_AddressesWithPasswords_AreTakenOutOfEveryValue()
    {
        SettingsReader read =
            Read(Source(".env", ("DEALER_URL", "https://anna:hun%2Fter2@one.example/x"),
            ("DEALER_ACCOUNTS", "see http://b:hunter3@two.example/"), ("HEADLESS", "http://c:hunter4@three.example/")));

        IReadOnlyList<string> problems = read.Check();

        Assert.Equal("https://one.example/x", read.Text("DEALER_URL"));
        Assert.Equal(new HttpLogin("anna", "hun/ter2"), read.LoginIn("DEALER_URL"));
        Assert.Null(read.LoginIn("DEALER_USERNAME"));
        Assert.Equal(3, read.AddressesWithLogins.Count);
        Assert.DoesNotContain("hun", string.Join('\n', problems.Concat(read.InForce().Values)), StringComparison.Ordinal);
    }

    private static SettingsReader Read(params SettingSource[] sources) => new(sources, Definitions);

    private static SettingSource Source(string name, params (string Name, string Value)[] values) =>
        SettingSource.Of(name, values.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value)));
}
