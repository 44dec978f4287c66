using System.ComponentModel;
using System.Text.Json;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>Starts and ends Playwright's driver, a Node process.</summary>
internal static class Driver
{
    private const string Options = "NODE_OPTIONS";
    private const string CompileCache = "NODE_COMPILE_CACHE";

    /// <summary>
    /// In MB. V8's own choice is 16, of which it keeps up to three: 40 MB for what lives for a moment (measured, at no cost in time).
    /// </summary>
    private const string YoungHeap = "--max-semi-space-size=4";

    /// <summary>
    /// In MB. V8 lets garbage grow the longer the more memory it may have. With its own choice, up to 4096, it let a driver with 53 MB in
    /// use grow by 100 MB over 1,200 items; with this one by 40 (measured). A file through the driver still fits up to Playwright's own
    /// bound, a string of 512 MB.
    /// </summary>
    private const string OldHeap = "--max-old-space-size=1024";

    public static Task<IPlaywright> StartAsync()
    {
        // Another Node than the driver's own might refuse an option that it does not know.
        if (DriverProcess.GivenNode() is null)
        {
            SetUnlessSet(YoungHeap);
            SetUnlessSet(OldHeap);
        }

        KeepWhatIsCompiled();
        return DriverProcess.StartAsync();
    }

    /// <summary>
    /// Compiles what a driver's first answer is read with, the descriptions of all devices: some 400 methods. Called while it starts, as
    /// nothing else can be done then (measured: 3 % of the way to the first item).
    /// </summary>
    public static void PrepareToRead() => JsonSerializer.Deserialize<BrowserNewContextOptions>("{}");

    private static void SetUnlessSet(string option)
    {
        string set = Environment.GetEnvironmentVariable(Options) ?? "";
        if (!set.Replace('_', '-').Contains(option.Split('=')[0], StringComparison.Ordinal))
        {
            Environment.SetEnvironmentVariable(Options, $"{set} {option}".Trim());
        }
    }

    /// <summary>
    /// Node compiles 6 MB of the driver's code at each start, unless it may keep the result (measured: 0.07 s of 0.45). Where the user has
    /// no folder, it does not.
    /// </summary>
    private static void KeepWhatIsCompiled()
    {
        string home = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (home.Length > 0 && Environment.GetEnvironmentVariable(CompileCache) is null)
        {
            Environment.SetEnvironmentVariable(CompileCache, Path.Combine(home, "BrowserScraper", "driver"));
        }
    }

    /// <summary>Ends a driver, and waits for its process. One that has ended already is no error.</summary>
    public static void End(IPlaywright driver)
    {
        try
        {
            driver.Dispose();
        }
        catch (Exception gone) when (gone is InvalidOperationException or IOException or Win32Exception)
        {
            // Its process or its pipes went first.
        }
    }
}
