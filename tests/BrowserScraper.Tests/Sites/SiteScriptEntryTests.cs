using BrowserScraper.Items;
using BrowserScraper.Scripts;
using BrowserScraper.Sites;
using BrowserScraper.Tests.Sites.Classes;

namespace BrowserScraper.Tests.Sites;

public sealed class SiteScriptEntryTests
{
    private static readonly SiteSettings Settings = new(new("http://site.example/"), "anna", "hunter2");

    /// <summary>Class, and what is told of it.</summary>
    public static TheoryData<Type, string> Wrong => new()
    {
        { typeof(WrongClasses.Unmarked), "WrongClasses.Unmarked has no [Site(\"its-name\", \"what it fetches\")] above it" },
        { typeof(WrongClasses.NoScript), "is no site script; let it derive from SiteScript, or from OpenSiteScript" },
        { typeof(WrongClasses.Abstract), "is abstract; put [Site] on a class that derives from it" },
        { typeof(WrongClasses.Generic<>), "WrongClasses.Generic is generic" },
        { typeof(WrongClasses.TakesMore), "has no public constructor that takes SiteSettings alone, or nothing" },
        { typeof(WrongClasses.Hidden), "has no public constructor that takes SiteSettings alone, or nothing" },
        { typeof(WrongClasses.IllFormed), "the name 'Dealer' must be lower-case words joined by hyphens" },
        { typeof(WrongClasses.TwoLines), "the name 'a\\nb' must be lower-case words" },
        { typeof(WrongClasses.Nameless), "the name '' must be lower-case words" },
        { typeof(WrongClasses.Long), "has 67 characters, and 60 are the most" },
        { typeof(WrongClasses.OurFolder), "the name 'health' cannot be a job's folder" },
        { typeof(WrongClasses.Device), "the name 'con' cannot be a job's folder" },
        { typeof(WrongClasses.OurSetting), "the name 'store' would give it a setting STORE_PASSWORD, and the harness has one" },
        { typeof(WrongClasses.SaysNothing), "its description must be one line" },
        { typeof(WrongClasses.AsksWrongly), "Request is 'QUERRY', and it has no [Option] of that name" },
        { typeof(WrongClasses.AsksSecretly), "Request is WORD, which is a secret" },
        { typeof(WrongClasses.OptionLower), "the option 'max-items' must be capitals" },
        { typeof(WrongClasses.OptionOurs), "the option 'CONCURRENT_CONTEXTS' has the name of a setting of the harness" },
        { typeof(WrongClasses.OptionOwn), "the option OPTION_OWN_URL has the name of a setting that every script has" },
        { typeof(WrongClasses.OptionOfTheSystem), "the option 'LANGUAGE' has the name of a variable that systems set" },
        { typeof(WrongClasses.OptionMute), "the option 'MOST' must say in one line what it means" },
        { typeof(WrongClasses.OptionDefault), "has the default 'many', and must be a whole number from 1 to 9" },
        { typeof(WrongClasses.OptionNull), "has null for a default; write \"\" for none" },
        { typeof(WrongClasses.OptionKind), "has a Kind that there is not: 99" },
        { typeof(WrongClasses.OptionChoices), "is a Choice, and has no Choices" },
        { typeof(WrongClasses.OptionWords), "has Choices, and is no Choice, but Text" },
        { typeof(WrongClasses.OptionRange), "has Min 9 and Max 1, and nothing is between them" },
        { typeof(WrongClasses.OptionTextRange), "has Min or Max, and is no number, but Text" },
        { typeof(WrongClasses.OptionTwice), "the option STATE is declared 2 times" },
    };

    [Fact]
    public void Of_Class_IsWhatStandsOnItAndOnItsBase()
    {
        SiteScriptEntry entry = SiteScriptEntry.Of(typeof(FairPrices), "scripts/fair-prices.cs");

        Assert.Equal(
            ("fair-prices", "the prices of one product, in one state", "PRODUCT", "scripts/fair-prices.cs", false),
            (entry.Name, entry.Description, entry.Request, entry.Origin, entry.NeedsSignIn));
        Assert.Equal(["PRODUCT", "MOST", "ORDER", "STATE"], entry.Options.Select(option => option.Name));
        Assert.Equal(
            ("20", "a whole number from 1 to 100", "one of newest, cheapest", true, false),
            (entry.Options[1].Default, entry.Options[1].Allowed, entry.Options[2].Allowed, entry.Options[0].IsForOrders,
                entry.Options[1].IsForOrders));
    }

    [Theory]
    [InlineData(typeof(SignsIn), true)]
    [InlineData(typeof(TakesNothing), false)]
    public void Of_Class_SignsInAsItsBaseClassSays(Type type, bool needsSignIn)
    {
        SiteScriptEntry entry = SiteScriptEntry.Of(type);
        SiteScript script = entry.Create(Settings);

        Assert.Equal((needsSignIn, needsSignIn), (entry.NeedsSignIn, script.NeedsSignIn));
        Assert.Equal(needsSignIn, entry.Settings.Any(setting => setting.Name.EndsWith("_PASSWORD", StringComparison.Ordinal)
            && !setting.Name.EndsWith("_HTTP_PASSWORD", StringComparison.Ordinal)));
        Assert.Equal((entry.Name, "BrowserScraper.Tests"), (script.Name, entry.Origin));
    }

    [Fact]
    public void Of_ClassWhoseCodeThrows_RunsNoneOfIt() => Assert.Equal("never-runs", SiteScriptEntry.Of(typeof(NeverRuns)).Name);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Of_WrongClass_SaysInOneLineWhatIsWrong(Type type, string complaint)
    {
        RunStopException stop = Assert.Throws<RunStopException>(() => SiteScriptEntry.Of(type, "my-site.cs"));

        Assert.Equal(StopReason.BadUsage, stop.Reason);
        Assert.StartsWith("my-site.cs: ", stop.Message, StringComparison.Ordinal);
        Assert.Contains(complaint, stop.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', stop.Message);
    }

    [Fact]
    public void Create_ConstructorThatTakesSettings_GetsThem() =>
        Assert.Same(Settings, Assert.IsType<FairPrices>(SiteScriptEntry.Of(typeof(FairPrices)).Create(Settings)).Settings);

    [Fact]
    public void AllOf_AssemblyOfScripts_IsThoseByTheirNames() => Assert.Equal(
        ["book-library", "dealer-inventory", "media-search", "video-subtitles"],
        SiteScriptEntry.AllOf(typeof(DealerInventory).Assembly).Select(entry => entry.Name));

    [Fact]
    public void AllOf_AssemblyWithoutScripts_IsEmpty() => Assert.Empty(SiteScriptEntry.AllOf(typeof(FactAttribute).Assembly));

    [Fact]
    public void AllOf_ClassesThatAreWrong_TellsOfAllAndOfTheForgottenAttribute()
    {
        RunStopException stop = Assert.Throws<RunStopException>(() => SiteScriptEntry.AllOf(typeof(WrongClasses).Assembly, "here"));

        Assert.Matches("^here: [0-9]+ things are wrong:\n", stop.Message);
        Assert.Contains("WrongClasses.Unmarked has no [Site(\"its-name\", \"what it fetches\")] above it", stop.Details);
        Assert.Contains(stop.Details, line => line.StartsWith("WrongClasses.NoScript is no site script", StringComparison.Ordinal));
        Assert.DoesNotContain(stop.Details, line => line.StartsWith("Plain", StringComparison.Ordinal)); // abstract, and no more
    }
}
