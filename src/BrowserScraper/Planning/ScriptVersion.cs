using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using BrowserScraper.Sites;

namespace BrowserScraper.Planning;

/// <summary>
/// Tells whether two machines have the same script: by the code of its assembly. Where that was built, and when, makes no difference.
/// </summary>
internal static class ScriptVersion
{
    private const int Digits = 12;

    /// <returns>A short text, the same for the same code.</returns>
    public static string Of(SiteScript script)
    {
        System.Reflection.Assembly assembly = script.GetType().Assembly;
        try
        {
            if (assembly.Location is { Length: > 0 } path)
            {
                using FileStream file = File.OpenRead(path);
                return OfCode(file);
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            // Its identity says the same of one build.
        }

        return assembly.ManifestModule.ModuleVersionId.ToString("n")[..Digits];
    }

    /// <returns>A short text, the same for the same content.</returns>
    public static string OfFile(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return $"a file {Short(SHA256.HashData(file))}";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return path; // the script says what it lacks
        }
    }

    // Not all of the file: it holds the paths that it was built in, and which commit.
    private static string OfCode(Stream assembly)
    {
        using PEReader image = new(assembly, PEStreamOptions.PrefetchEntireImage);
        MetadataReader metadata = image.GetMetadataReader();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ReadOnlySpan<byte> all = image.GetMetadata().GetContent().AsSpan();
        foreach (HeapIndex heap in (HeapIndex[])[HeapIndex.String, HeapIndex.UserString])
        {
            hash.AppendData(all.Slice(metadata.GetHeapMetadataOffset(heap), metadata.GetHeapSize(heap)));
        }

        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            hash.AppendData(metadata.GetBlobBytes(method.Signature));
            if (method.RelativeVirtualAddress is > 0 and int place)
            {
                hash.AppendData(image.GetMethodBody(place).GetILBytes()!);
            }
        }

        return Short(hash.GetHashAndReset());
    }

    private static string Short(byte[] hash) => Convert.ToHexStringLower(hash)[..Digits];
}
