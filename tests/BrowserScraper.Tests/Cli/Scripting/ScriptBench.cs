using System.Text;
using BrowserScraper.Cli.Scripting;
using BrowserScraper.Sites;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Cli.Scripting;

/// <summary>A user's folder with scripts, and a cache of its own.</summary>
internal sealed class ScriptBench : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TemporaryFolder caches = new();

    public ScriptBench() => Directory.CreateDirectory(Scripts);

    public string Root => folder.Root;

    /// <summary>What SCRIPTS_DIR names.</summary>
    public string Scripts => folder["playwright-scripts"];

    public string Caches => caches.Root;

    /// <summary>A file of the cache.</summary>
    public string Cached => Assert.Single(Directory.GetFiles(Path.Combine(Caches, "browser-scraper", "scripts")));

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ScriptLoader Loader => new(new(new(Caches), Time));

    /// <summary>A script that compiles.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="above">What stands above the class.</param>
    /// <param name="members">Further members of the class.</param>
    public static string Script(string name, string above = "", string members = "") => $$"""
        {{above}}
        [Site("{{name}}", "a test's")]
        public sealed class Site{{name.Replace('-', '_')}}(SiteSettings settings) : OpenSiteScript
        {
            public override Uri Home => settings.Url;

            public override IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context) => AsyncEnumerable.Empty<WorkItem>();

            public override Task<ItemResult> ProcessAsync(ItemContext context) => Task.FromResult(ItemResult.Skip("a test's"));
            {{members}}
        }
        """;

    /// <summary>Writes a file of the user's, and the folders above it.</summary>
    /// <param name="name">Relative to the <see cref="Root"/>.</param>
    /// <param name="text">Its text.</param>
    /// <param name="encoding">Default: UTF-8 without a mark.</param>
    /// <returns>Its path.</returns>
    public string Write(string name, string text, Encoding? encoding = null)
    {
        string path = folder[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }

    /// <summary>The scripts of the user's folder, beside those that the tool was built with.</summary>
    public ScriptFolder Open(params SiteScriptEntry[] builtIn) =>
        new(builtIn, ScriptPlaces.In(Scripts, isSet: false), Loader) { Here = Root };

    public void Dispose()
    {
        folder.Dispose();
        caches.Dispose();
    }
}
