using System.Text.Json;
using BrowserScraper.Items;

namespace BrowserScraper.Checkpoints;

/// <summary>Collects the fields of one item as they come.</summary>
internal ref struct ItemReader
{
    private ItemState state;
    private int attempts;
    private int interruptions;
    private ItemPriority priority;
    private string? key;
    private string? outcome;
    private string? error;
    private string? title;
    private string? group;
    private Uri? address;
    private DateTimeOffset updated;
    private Dictionary<string, string>? remembered;
    private List<SavedFile>? saved;

    public ItemRecord Read(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadField(ref reader);
        }

        WorkItem item = new(
            key ?? throw new JsonException("No key."), address) { Title = title, Group = group, Priority = priority, Data = remembered };
        return new ItemRecord(item)
        {
            State = state,
            Attempts = attempts,
            Interruptions = interruptions,
            Outcome = outcome,
            Error = error,
            Files = saved is null ? [] : saved,
            Updated = updated,
        };
    }

    private void ReadField(ref Utf8JsonReader reader)
    {
        if (Next(ref reader, "key"u8))
        {
            key = reader.GetString();
        }
        else if (Next(ref reader, "state"u8))
        {
            state = StateNames.Read(ref reader);
        }
        else if (Next(ref reader, "attempts"u8))
        {
            attempts = reader.GetInt32();
        }
        else if (Next(ref reader, "interruptions"u8))
        {
            interruptions = reader.GetInt32();
        }
        else if (Next(ref reader, "outcome"u8))
        {
            outcome = reader.GetString();
        }
        else if (Next(ref reader, "error"u8))
        {
            error = reader.GetString();
        }
        else if (Next(ref reader, "updated"u8))
        {
            updated = reader.GetDateTimeOffset();
        }
        else if (Next(ref reader, "address"u8))
        {
            address = new Uri(reader.GetString()!, UriKind.RelativeOrAbsolute);
        }
        else if (Next(ref reader, "title"u8))
        {
            title = reader.GetString();
        }
        else if (Next(ref reader, "group"u8))
        {
            group = reader.GetString();
        }
        else if (Next(ref reader, "priority"u8))
        {
            priority = (ItemPriority)Math.Sign(reader.GetInt32());
        }
        else if (Next(ref reader, "data"u8))
        {
            remembered = ReadData(ref reader);
        }
        else if (Next(ref reader, "files"u8))
        {
            saved = ReadFiles(ref reader);
        }
        else
        {
            reader.Skip();
        }
    }

    private static bool Next(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueTextEquals(name) && reader.Read();

    private static Dictionary<string, string> ReadData(ref Utf8JsonReader reader)
    {
        Dictionary<string, string> data = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                data[name] = reader.GetString()!;
            }
            else
            {
                reader.Skip(); // a later program's
            }
        }

        return data;
    }

    private static List<SavedFile> ReadFiles(ref Utf8JsonReader reader)
    {
        List<SavedFile> files = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            files.Add(ReadFile(ref reader));
        }

        return files;
    }

    private static SavedFile ReadFile(ref Utf8JsonReader reader)
    {
        SavedFile file = new(string.Empty, 0, string.Empty);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Next(ref reader, "path"u8))
            {
                file = file with { Path = reader.GetString()! };
            }
            else if (Next(ref reader, "size"u8))
            {
                file = file with { Size = reader.GetInt64() };
            }
            else if (Next(ref reader, "sha256"u8))
            {
                file = file with { Sha256 = reader.GetString()! };
            }
            else if (Next(ref reader, "kind"u8))
            {
                file = file with { Kind = KindNames.Read(reader.GetString()!) };
            }
            else if (Next(ref reader, "lane"u8))
            {
                file = file with { Lane = reader.GetString() };
            }
            else
            {
                reader.Skip();
            }
        }

        return file;
    }
}
