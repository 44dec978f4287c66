namespace BrowserScraper.DemoSites.Dealer.Pages;

internal static class VehiclePage
{
    private const int Photos = 12;

    private const string Price = """
        <dt>Price</dt><dd class="price" data-testid="price" aria-live="polite"></dd>
        """;

    private const string Detail = """
        <p class="muted" data-testid="detail"></p>
        """;

    public static string Render(Vehicle vehicle, int details, bool isBare) => DealerFrame.Render(
        vehicle.Title,
        $"""
            <article data-testid="vehicle" data-vin="{vehicle.Vin}" aria-busy="true">
              <p><a href="/inventory">Inventory</a></p>
              <h1>{vehicle.Title}</h1>
              <div class="columns">
                <div class="photos">{Gallery(vehicle)}</div>
                <aside class="card">
                  <dl>
                    {(vehicle.Price is null ? "" : Price)}
                    <dt>Stock</dt><dd data-testid="stock">{vehicle.Stock}</dd>
                    <dt>VIN</dt><dd data-testid="vin">{vehicle.Vin}</dd>
                    <dt>Mileage</dt>
            <dd data-testid="mileage"><span class="odometer">{vehicle.Mileage:N0}</span> miles</dd>
                    <dt>Color</dt><dd data-testid="color">{vehicle.Color}</dd>
                  </dl>
                  {string.Concat(Enumerable.Repeat(Detail, details))}{Sticker(vehicle)}
                  <p class="alert" role="alert" data-testid="vehicle-error" hidden>Something could not be loaded.</p>
                  <p class="muted">Photos show a sample vehicle of the same class.</p>
                </aside>
              </div>
            </article>
        """,
        isSignedIn: !isBare);

    private static string Gallery(Vehicle vehicle) =>
        string.Concat(Enumerable.Range(1, Photos).Select(number => Photo(vehicle, number)));

    // The address carries the VIN, so that a browser has to ask anew for each vehicle.
    private static string Photo(Vehicle vehicle, int number) => $"""
        <img src="/assets/photos/{number}.jpg?vehicle={vehicle.Vin}" width="480" height="320"
          alt="Photo {number} of {Photos}">
        """;

    private static string Sticker(Vehicle vehicle) => vehicle.HasStickerButton
        ? """<button type="button" data-action="sticker">Window sticker</button>"""
        : $"""<a class="button" href="/vehicles/{vehicle.Vin}/sticker.pdf">Window sticker</a>""";
}
