using System.Text;
using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Seeding;

namespace BrowserScraper.DemoSites.Dealer;

/// <summary>Draws a vehicle's window sticker. The same vehicle gives the same bytes, in every run.</summary>
internal sealed class WindowSticker(EmbeddedAssets assets)
{
    private const int Left = 48;
    private const int Right = 564;

    public byte[] Of(Vehicle vehicle)
    {
        var page = new StringBuilder(4096);
        Header(page, vehicle);
        Pictures(page);
        Facts(page, vehicle);
        Options(page, vehicle);
        Footer(page, vehicle);
        int first = 1 + (vehicle.Position % 12);
        int second = 1 + ((vehicle.Position + 5) % 12);
        return OnePagePdf.Write(
            $"Window sticker {vehicle.Vin}",
            page.ToString(),
            assets[$"photos/{first}.jpg"],
            assets[$"photos/{second}.jpg"]);
    }

    private static void Header(StringBuilder page, Vehicle vehicle)
    {
        page.Append("0.10 0.23 0.36 rg 0 704 612 88 re f 1 1 1 rg\n");
        Write(page, "F2", 24, Left, 752, vehicle.Title);
        Write(page, "F1", 11, Left, 728, "Lakemont Dealer Exchange  -  Window sticker");
        Write(page, "F2", 20, 400, 728, PriceOf(vehicle));
        page.Append("0.13 0.15 0.18 rg\n");
    }

    private static void Pictures(StringBuilder page) => page
        .Append($"q 252 0 0 168 {Left} 520 cm /P0 Do Q\n")
        .Append("q 252 0 0 168 312 520 cm /P1 Do Q\n");

    private static void Facts(StringBuilder page, Vehicle vehicle)
    {
        Row(page, 492, "VIN", vehicle.Vin);
        Row(page, 474, "Stock number", vehicle.Stock);
        Row(page, 456, "Exterior color", vehicle.Color);
        Row(page, 438, "Odometer", $"{vehicle.Mileage:N0} miles");
        Row(page, 420, "Asking price", PriceOf(vehicle));
    }

    private static void Options(StringBuilder page, Vehicle vehicle)
    {
        Write(page, "F2", 13, Left, 384, "Installed equipment");
        page.Append($"0.75 G {Left} 378 m {Right} 378 l S\n");
        int line = 360;
        foreach ((string name, int price) in InstalledIn(vehicle))
        {
            Write(page, "F1", 10, Left, line, name);
            Write(page, "F1", 10, 516, line, $"${price:N0}");
            line -= 16;
        }
    }

    private static void Footer(StringBuilder page, Vehicle vehicle)
    {
        page.Append($"0.75 G {Left} 72 m {Right} 72 l S 0.4 g\n");
        Write(page, "F1", 8, Left, 58,
            $"Sticker {vehicle.Stock}-{vehicle.Position}. Prices in US dollars, without tax, title and registration.");
        Write(page, "F1", 8, Left, 46, "Demonstration data: the company, the vehicle and its maker are invented.");
    }

    private static IEnumerable<(string Name, int Price)> InstalledIn(Vehicle vehicle) =>
        VehicleNames.Options.Where(option => StableHash.Of(vehicle.Position, option.Name, vehicle.Vin) % 5 < 3);

    private static string PriceOf(Vehicle vehicle) =>
        vehicle.Price is { } price ? $"${price:N0}" : "Price on request";

    private static void Row(StringBuilder page, int line, string label, string value)
    {
        Write(page, "F1", 11, Left, line, label);
        Write(page, "F2", 11, 168, line, value);
    }

    private static void Write(StringBuilder page, string font, int size, int left, int line, string text) =>
        page.Append($"BT /{font} {size} Tf {left} {line} Td {OnePagePdf.Text(text)} Tj ET\n");
}
