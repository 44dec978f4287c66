using BrowserScraper.DemoSites.Seeding;

namespace BrowserScraper.DemoSites.Odd;

/// <summary>What there is, and the list of it.</summary>
internal sealed class OddCatalog
{
    private const int Emoji = 3;
    private const int Twice = 5;

    private static readonly string[] Words =
        ["amber", "brisk", "copper", "dusty", "early", "faint", "gentle", "hollow", "iron", "jolly", "keen", "late", "mellow", "narrow",
            "odd", "plain"];

    private readonly OddPortalOptions options;
    private readonly OddItem[] items;
    private volatile bool hasShifted;

    public OddCatalog(OddPortalOptions options)
    {
        this.options = options;
        items = [.. Enumerable.Range(1, options.Items + 1).Where(options.HasItem).Select(ItemAt)];
    }

    public IReadOnlyList<OddItem> Items => items;

    public OddItem? Find(int number) => options.HasItem(number) ? items[number - 1] : null;

    /// <param name="page">From 1; 0 for the one where the list begins.</param>
    public OddListPage PageAt(int page)
    {
        hasShifted |= options.ListTrouble == OddListTrouble.Shifts && page == 2;
        int[] listed = [.. Listed()];
        int pages = Math.Max(1, (listed.Length + options.ItemsPerPage - 1) / options.ItemsPerPage);
        int asked = page > 0 ? page : options.ListTrouble == OddListTrouble.RemembersPage ? Math.Min(2, pages) : 1;
        OddRow[] rows = [.. listed.Skip((asked - 1) * options.ItemsPerPage).Take(options.ItemsPerPage).Select(RowOf)];
        if (options.ListTrouble == OddListTrouble.Promoted && asked == 2)
        {
            OddRow row = RowOf(Twice);
            rows = [row with { Address = row.Address + "?from=promotion" }, .. rows];
        }

        return new OddListPage(asked, pages, options.ListTrouble == OddListTrouble.Empty ? 0 : options.Items, rows);
    }

    private IEnumerable<int> Listed() => options.ListTrouble switch
    {
        OddListTrouble.Empty => [],
        OddListTrouble.StopsShort => Enumerable.Range(1, options.Items * 2 / 3),
        OddListTrouble.Shifts when hasShifted => Enumerable.Range(2, options.Items),
        _ => Enumerable.Range(1, options.Items),
    };

    private OddRow RowOf(int number)
    {
        OddItem item = items[number - 1];
        string key = options.ListTrouble == OddListTrouble.TwoUnderOneKey && number == Twice + 1 ? items[Twice - 1].Key : item.Key;
        string address = options.List == OddListForm.HashRoutes ? $"/app#/item/{number}" : $"/item/{number}";
        return options.Texts.HasFlag(OddTexts.Invisible)
            ? new OddRow($"\u200B\u00A0{key}\u200E", $"\u202A{item.Title}\u202C\u00A0", address)
            : new OddRow(key, item.Title, address);
    }

    private OddItem ItemAt(int number)
    {
        // A script of the page cuts after ten characters, which is within the emoji.
        OddTexts cut = (OddTexts)(
            number == Emoji ? (int)OddTexts.HalfEmojiInList : number == Emoji + 1 ? (int)OddTexts.HalfEmojiOnItem : 0);
        string title = cut != OddTexts.None && options.Texts.HasFlag(cut) ? $"Blue car \U0001F697 number {number}" : $"Item {number}";
        string words = string.Join(
            ' ', Enumerable.Range(0, 4).Select(place => Words[StableHash.Of(number, "word", $"{place}") % (ulong)Words.Length]));
        return new OddItem(
            number, $"ODD-{number:D4}", title, $"Note of item {number}: {words}",
            $"C-{number:D4}-{StableHash.Of(number, "code", "odd") % 1_000_000:D6}");
    }
}
