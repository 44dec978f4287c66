namespace BrowserScraper.DemoSites.Dealer;

/// <summary>One vehicle of the inventory.</summary>
/// <param name="Position">Its place in the list, counted from 1.</param>
/// <param name="Vin">Its vehicle identification number: 17 characters, unique.</param>
/// <param name="Stock">The dealer's own number for it, unique as well.</param>
/// <param name="Year">The model year.</param>
/// <param name="Make">An invented maker.</param>
/// <param name="Model">The maker's name for it.</param>
/// <param name="Trim">The level of equipment.</param>
/// <param name="Color">The color of the body.</param>
/// <param name="Mileage">In miles.</param>
/// <param name="Price">In whole dollars; null for "price on request".</param>
public sealed record Vehicle(
    int Position,
    string Vin,
    string Stock,
    int Year,
    string Make,
    string Model,
    string Trim,
    string Color,
    int Mileage,
    decimal? Price)
{
    /// <summary>What its page is headed with, such as "2021 Northwind Falcon GT".</summary>
    public string Title => $"{Year} {Make} {Model} {Trim}";

    /// <summary>Whether its window sticker has no address in the page: a button asks for one that works once.</summary>
    public bool HasStickerButton => Position % 7 == 4;
}
