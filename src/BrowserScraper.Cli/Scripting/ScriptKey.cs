using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using BrowserScraper.App;
using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper.Cli.Scripting;

/// <summary>
/// Names what the compiler makes of a script: another name where a file differs, or what it was compiled by, or against.
/// </summary>
internal static class ScriptKey
{
    // What a script was compiled against: this program with its own compiler and the list of namespaces, ours, and .NET.
    private static readonly Lazy<byte[]> Program = new(() => Encoding.UTF8.GetBytes(string.Join('\n',
        new[] { typeof(ScriptKey), typeof(SiteScript), typeof(Scraper), typeof(IPage), typeof(object) }
            .Select(type => type.Module.ModuleVersionId.ToString())
            .Append(RuntimeInformation.FrameworkDescription))));

    public static string Of(ScriptSource source)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Program.Value);
        foreach (ScriptFile file in source.Files)
        {
            // The lengths part names from contents, which could pass for each other.
            byte[] name = Encoding.UTF8.GetBytes(file.Name);
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{name.Length} {file.Content.Length}\n"));
            hash.AppendData(name);
            hash.AppendData(file.Content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
