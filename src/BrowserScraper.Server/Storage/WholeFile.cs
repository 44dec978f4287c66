using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Storage;

namespace BrowserScraper.Server.Storage;

/// <summary>
/// The service's own small JSON files: each is the old one or the new one, and never half of it, whenever the power goes.
/// </summary>
internal static class WholeFile
{
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write<T>(string path, T content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        byte[] written = JsonSerializer.SerializeToUtf8Bytes(content, StoredJson.Readable);
        DurableFile.Replace(path, file => file.Write(written));
    }

    /// <param name="path">The file.</param>
    /// <param name="format">The one that this program knows.</param>
    /// <param name="tell">Told of damage.</param>
    /// <param name="time">Dates the name of a damaged file's copy.</param>
    /// <returns>Null where there is none, or none that can be read; that one is kept beside it under another name.</returns>
    /// <exception cref="RunStopException">It has another format, and stays as it is; or it cannot be used.</exception>
    public static T? Read<T>(string path, int format, Action<string> tell, TimeProvider time)
        where T : class
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            return StoredJson.OtherFormat(json.RootElement, format) is { } other
                ? throw new RunStopException(StopReason.MachineLacks, StoredJson.Refusal(path, other, format))
                : json.Deserialize<T>(StoredJson.Readable) ?? throw new JsonException("it holds nothing");
        }
        catch (JsonException damaged)
        {
            tell($"SERVICE: {path} was damaged ({damaged.Message.TrimEnd('.')}), and begins anew; the damaged file is "
                + $"{DurableFile.SetAside(path, time.GetLocalNow())}");
            File.Delete(path);
            return null;
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            throw new RunStopException(StopReason.MachineLacks, $"{path} cannot be used ({refused.Message.TrimEnd('.')})", refused);
        }
    }
}
