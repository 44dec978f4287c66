using BrowserScraper.Browsers;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Pacing;
using BrowserScraper.Progress;
using BrowserScraper.Redaction;
using BrowserScraper.Session;
using BrowserScraper.Settings;
using BrowserScraper.Sites;
using BrowserScraper.Stores;

namespace BrowserScraper.Planning;

/// <summary>What a run is to do.</summary>
/// <param name="Job">The job's name and its folder below the data folder.</param>
/// <param name="Run">The run's id; sorts by time.</param>
/// <param name="Script">The script.</param>
/// <param name="Site">Its address and credentials.</param>
/// <param name="SiteLabel">Which site the job belongs to, as the checkpoint remembers it; two sites never share a checkpoint.</param>
/// <param name="UrlSetting">The setting that holds the address, for messages.</param>
/// <param name="Settings">Everything else.</param>
internal sealed record JobPlan(
    string Job, string Run, SiteScript Script, SiteSettings Site, string SiteLabel, string UrlSetting, RunSettings Settings)
{
    /// <summary>Who signs in; several share the items out. Default: the site's own account.</summary>
    public IReadOnlyList<SiteAccount> Accounts { get; init; } = [new(Site.Username, Site.Password)];

    /// <summary>What the job is about, such as a search's words; null where the script has one job only.</summary>
    public string? Request { get; init; }

    /// <summary>
    /// What the run works on instead of the site's list, read while it works; null for that list. The run goes on at least until this has
    /// ended.
    /// </summary>
    public IAsyncEnumerable<InputLine>? Input { get; init; }

    /// <summary>The known items that this run is for; the site's list is not read then. Default: all there are.</summary>
    public ItemFilter? Only { get; init; }

    /// <summary>The site is a demo portal within this process. Default: false.</summary>
    public bool IsOnOwnPortal { get; init; }

    /// <summary>Joins a run that another version of the script is at work in. Default: false, it is refused.</summary>
    public bool AcceptsOtherScript { get; init; }

    /// <summary>The script's own settings that all machines of a run must have in common.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Users and passwords for servers that ask for them by HTTP itself: the site's, and those that addresses name while the run goes on.
    /// </summary>
    internal HttpLogins Logins => Secrets.Logins;

    /// <summary>
    /// Values of settings that are secrets, such as a script's: they show in nothing that a run writes. Default: none; passwords are known
    /// besides.
    /// </summary>
    public IReadOnlyList<string> SecretSettings { get; init; } = [];

    /// <summary>What shows in nothing that the run writes. See <see cref="KeepSecrets"/>.</summary>
    internal RunSecrets Secrets { get; } = new(new HttpLogins(Site.Url, Site.Http, UrlSetting));

    /// <summary>Browser contexts that share a session from the start. No setting: a run finds out. Default: 1.</summary>
    internal int LeastShards { get; init; } = 1;

    /// <summary>The most that there ever are; 1 where a measurement compares with that. Default: 16.</summary>
    internal int MostShards { get; init; } = 16;

    /// <summary>How long a page that shows a wall is left alone. Default: 60 s.</summary>
    internal TimeSpan WallPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Keeps the users and passwords that stand in addresses, such as those of a script's own settings, each for its own server alone. To
    /// be called before the run.
    /// </summary>
    public void KeepLoginsOf(IEnumerable<Uri> addresses)
    {
        foreach (Uri address in addresses)
        {
            _ = Logins.Taken(address);
        }
    }

    /// <summary>What the store of its job has to hold to.</summary>
    internal JobTerms Terms => new(Job, SiteLabel)
    {
        SiteSetting = UrlSetting,
        SiteHost = HostName.Of(Site.Url),
        MaxItems = Settings.MaxItems,
        Force = Settings.Force,
        AllowsEqualFiles = Script.AllowsEqualFiles,
        KeepsEqualFilesOnce = Script.KeepsEqualFilesOnce,
        AllowsEqualRecords = Script.AllowsEqualRecords,
        TimeLimit = Settings.JobTimeout,
        Only = Only?.What,
        Options = Options,
        IsSiteOwn = IsOnOwnPortal,
        AcceptsOtherScript = AcceptsOtherScript,
    };

    /// <summary>The same for a store that other machines share, which must work with the same script, and use accounts alike.</summary>
    internal JobTerms SharedTerms => Terms with
    {
        Script = ScriptVersion.Of(Script),
        Options = !Script.NeedsSignIn ? Options : new Dictionary<string, string>(Options)
        {
            ["ACCOUNT_MODE"] = Settings.AccountMode == AccountMode.Share ? "share" : "pin",
        },
    };

    /// <summary>To be called before anything is told.</summary>
    internal void KeepSecrets()
    {
        foreach (SiteAccount account in Accounts)
        {
            Secrets.AddLogin(account.Username, account.Password);
        }

        foreach (string value in SecretSettings)
        {
            Secrets.AddSetting(value);
        }
    }

    /// <summary>How a run tells on the script's pages who is signed in.</summary>
    /// <param name="tell">Gets what is learned of the marks.</param>
    /// <param name="hosts">Told how the site's hosts answer.</param>
    /// <param name="time">The clock.</param>
    /// <param name="users">Who has signed in, where that is known from earlier rules. Default: nobody is.</param>
    internal SessionRules Rules(Action<string> tell, HostWatch hosts, TimeProvider time, SessionUsers? users = null) =>
        new(Script, Settings.RequestTimeout, WallPause, hosts, Logins, tell, time, users);

    /// <summary>The run's first event.</summary>
    internal RunEvent.RunStarted Begun(int done, int unfinished) =>
        new(Job, Run, SiteLabel, Settings.Pages, Settings.MaxItems, done, unfinished, Settings.InForce)
    {
        Request = Request,
        SignsIn = Script.NeedsSignIn,
        Sources = Script.Sources,
    };

    /// <summary>Which browser it works with.</summary>
    internal BrowserOptions Browser => new()
    {
        Path = Settings.BrowserPath,
        Channel = Settings.BrowserChannel,
        Headless = Settings.Headless,
        ImagesOff = Settings.AreImagesOff,
    };

    /// <summary>How files are fetched.</summary>
    internal DownloadOptions Files => new(Settings.RequestTimeout, Settings.DownloadLane, Settings.Force)
    {
        LargestFile = Settings.LargestFile,
    };

    /// <summary>What a session has to know of the script.</summary>
    internal SignInSteps SignInAs(SiteAccount account, SessionRules rules) => new(
        Script.Name, Logins.Taken(Script.Home), UrlSetting, account.Username, rules.Look.SeeAsync,
        page => Script.SignInAsync(new SignInContext(page, account)))
    {
        IsOneOfMany = Accounts.Count > 1,
        IsNeeded = Script.NeedsSignIn,
        MarkWords = rules.MarkWords,
        Visits = rules.Visits,
        Entering = rules.Users.Entering,
    };
}
