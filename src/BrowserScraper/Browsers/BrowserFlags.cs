namespace BrowserScraper.Browsers;

/// <summary>What a Chromium is started with, besides Playwright's own flags.</summary>
internal static class BrowserFlags
{
    /// <summary>
    /// What Playwright 1.64 switches off by itself. Of two such flags Chromium takes the last, so ours has to repeat it; a test compares
    /// the two.
    /// </summary>
    private static readonly string[] DisabledByPlaywright =
    [
        "AimEnabled", "AutoDeElevate", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync",
        "BlockOriginHeaderModificationOnRedirect", "DestroyProfileOnBrowserClose", "DialMediaRouteProvider", "GlobalMediaControls",
        "HttpsUpgrades",
        "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "ThirdPartyStoragePartitioning",
        "Translate",
        "msEdgeUpdateLaunchServicesPreferredVersion", "msForceBrowserSignIn",
    ];

    /// <summary>
    /// RenderDocument gives each document of a page a view of its own, with compositor and all; a page that goes from item to item of one
    /// site does as well with one (measured: 14 % less processor time an item, browser and driver and all).
    /// </summary>
    public static readonly IReadOnlyList<string> Arguments =
    [
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
        $"--disable-features={string.Join(',', [.. DisabledByPlaywright, "RenderDocument"])}",
    ];

    /// <summary>What Playwright 1.64 sets in the same way where there is no window: a mouse.</summary>
    private const string Mouse = "primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4,";

    /// <summary>No page asks for an image.</summary>
    public static string ImagesOff(bool headless) => $"--blink-settings={(headless ? Mouse : "")}imagesEnabled=false";
}
