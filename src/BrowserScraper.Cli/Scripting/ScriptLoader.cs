using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.Cli.Scripting;

/// <summary>Makes site scripts of files: from the cache, or by the compiler. For one thread at a time.</summary>
internal sealed class ScriptLoader(ScriptCache cache)
{
    private readonly Lock compiling = new();
    private object? compiler;

    /// <summary>
    /// What is in the script: nothing where its files hold no site script. Each call makes an assembly of its own, which is unloaded when
    /// nothing of it is used any more.
    /// </summary>
    /// <exception cref="RunStopException">A file cannot be understood.</exception>
    public IReadOnlyList<SiteScriptEntry> Load(ScriptSource source)
    {
        foreach (ScriptFile file in source.Files)
        {
            _ = ScriptText.Of(file, source.Prefix); // told without a compiler
        }

        string key = ScriptKey.Of(source);
        ScriptBuild build = cache.Find(key) ?? Compiled(source, key);
        if (build.Errors.Count > 0)
        {
            throw Refused(build.ErrorsOf(source), source);
        }

        AssemblyLoadContext context = new(source.Origin, isCollectible: true);
        using MemoryStream image = new(build.Assembly);
        using MemoryStream symbols = new(build.Symbols);
        return SiteScriptEntry.AllOf(context.LoadFromStream(image, symbols), source.Origin);
    }

    private ScriptBuild Compiled(ScriptSource source, string key)
    {
        ScriptBuild build = Compile(source);
        cache.Keep(key, build);
        return build;
    }

    // Nothing else mentions the compiler, or Roslyn would be loaded for a script that comes from the cache.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ScriptBuild Compile(ScriptSource source)
    {
        lock (compiling)
        {
            compiler ??= new ScriptCompiler();
            return ((ScriptCompiler)compiler).Compile(source);
        }
    }

    private static RunStopException Refused(IReadOnlyList<string> errors, ScriptSource source) => errors.Count == 1
        ? new(StopReason.BadUsage, errors[0])
        : new(StopReason.BadUsage, $"{source.Origin} does not compile:", errors);
}
