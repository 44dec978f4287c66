using System.Text.Json;
using BrowserScraper.Items;

namespace BrowserScraper.Progress;

/// <summary>How a run ended, from the beginning of its report: what follows there, such as every failure, may be long.</summary>
internal static class ReportHead
{
    private const int Enough = 16 << 10;

    /// <returns>The report with its first members alone; null where it cannot be read.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="JsonException">It is damaged.</exception>
    public static RunReport? Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        byte[] head = new byte[Math.Min(Enough, file.Length)];
        file.ReadExactly(head);
        if (HeadOf(head, out StopReason? stopped, out string? message))
        {
            return new() { Job = "", Run = "", Site = "", StartedAt = default, EndedAt = default, Stopped = stopped, Message = message };
        }

        file.Position = 0;
        return JsonSerializer.Deserialize<RunReport>(file, RunJson.Readable);
    }

    // Written in this order: stopped and message, where there are such, and then the counts.
    private static bool HeadOf(ReadOnlySpan<byte> head, out StopReason? stopped, out string? message)
    {
        (stopped, message) = (null, null);
        Utf8JsonReader reader = new(head, isFinalBlock: false, default);
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.ValueTextEquals("done"u8))
            {
                return true;
            }

            bool isStopped = reader.ValueTextEquals("stopped"u8);
            bool isMessage = reader.ValueTextEquals("message"u8);
            if ((isStopped || isMessage) && reader.Read())
            {
                stopped = isStopped ? JsonSerializer.Deserialize<StopReason?>($"\"{reader.GetString()}\"", RunJson.Line) : stopped;
                message = isMessage ? reader.GetString() : message;
            }
        }

        return false;
    }
}
