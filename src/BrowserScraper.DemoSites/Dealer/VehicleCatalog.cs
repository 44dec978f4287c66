using System.Collections;
using System.Globalization;
using BrowserScraper.DemoSites.Seeding;

namespace BrowserScraper.DemoSites.Dealer;

/// <summary>
/// The inventory. A vehicle follows from the seed and its position, so that a million of them take no memory.
/// </summary>
internal sealed class VehicleCatalog(int count, int seed) : IReadOnlyList<Vehicle>
{
    private const int Serials = 1_000_000;

    // Multiplying by the first and then by the second gives back the same number modulo Serials.
    private const long Scatter = 618_033;
    private const long Gather = 7_697;

    private readonly long shift = (long)(StableHash.Of(seed, "shift", "") % Serials);

    public int Count => count;

    public Vehicle this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
            return Create(index);
        }
    }

    /// <summary>Null for a VIN that is not in the inventory.</summary>
    public Vehicle? Find(string vin)
    {
        if (vin.Length != Vin.Length
            || !int.TryParse(vin.AsSpan(Vin.Length - 6), NumberStyles.None, null, out int serial))
        {
            return null;
        }

        int index = (int)((serial - shift + Serials) * Gather % Serials);
        return index < count && Create(index) is { } vehicle && vehicle.Vin == vin ? vehicle : null;
    }

    public IEnumerator<Vehicle> GetEnumerator() => Enumerable.Range(0, count).Select(Create).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Vehicle Create(int index)
    {
        int serial = (int)(((index * Scatter) + shift) % Serials);
        int maker = Pick(index, "make", VehicleNames.Makes.Length);
        (string code, string make, string[] models) = VehicleNames.Makes[maker];
        int model = Pick(index, "model", models.Length);
        int trim = Pick(index, "trim", VehicleNames.Trims.Length);
        int year = Vin.FirstYear + Pick(index, "year", Vin.Years);

        return new Vehicle(
            Position: index + 1,
            Vin: Vin.Of(code, model, trim, year, serial),
            Stock: $"LM{serial:D6}",
            Year: year,
            Make: make,
            Model: models[model],
            Trim: VehicleNames.Trims[trim],
            Color: VehicleNames.Colors[Pick(index, "color", VehicleNames.Colors.Length)],
            Mileage: 1_200 + Pick(index, "mileage", 14_000 * (Vin.FirstYear + Vin.Years - year)),
            Price: index % 40 == 11 ? null : PriceOf(index, year));
    }

    private decimal PriceOf(int index, int year) =>
        8_900 + (1_600 * (year - Vin.FirstYear)) + (10 * Pick(index, "price", 2_400));

    private int Pick(int index, string purpose, int choices) =>
        (int)(StableHash.Of(seed, purpose, "", index) % (ulong)choices);
}
