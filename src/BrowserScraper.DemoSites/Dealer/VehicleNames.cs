namespace BrowserScraper.DemoSites.Dealer;

/// <summary>Invented makes, models and equipment.</summary>
internal static class VehicleNames
{
    /// <summary>
    /// The first three characters of a VIN name its maker; no maker has been given a code that begins with 0.
    /// </summary>
    public static readonly (string Code, string Make, string[] Models)[] Makes =
    [
        ("0NW", "Northwind", ["Falcon", "Harrier", "Sandpiper", "Osprey"]),
        ("0AM", "Aldermere", ["Copse", "Thicket", "Highfield"]),
        ("0KS", "Kestrova", ["K2", "K4 Wagon", "K6"]),
        ("0BW", "Brightwater", ["Delta", "Estuary", "Lagoon", "Tideway"]),
        ("0HL", "Hallendorf", ["Serie 20", "Serie 40"]),
        ("0SV", "Solvane", ["Lumen", "Lumen Cross", "Corona EV"]),
    ];

    public static readonly string[] Trims = ["GT", "Base", "Touring", "Sport", "Premium", "AWD", "Limited"];

    public static readonly string[] Colors =
        ["Harbor Blue", "Slate Gray", "Chalk White", "Ember Red", "Pine Green", "Graphite Black", "Dune Beige"];

    public static readonly (string Name, int Price)[] Options =
    [
        ("Adaptive cruise control with stop and go", 1150), ("All-weather floor mats, front and rear", 185),
        ("Blind spot monitor with rear cross traffic alert", 640), ("Cargo cover and cargo net", 240),
        ("Cold weather package: heated seats, wheel and mirrors", 890), ("Digital instrument cluster, 12.3 inch", 775),
        ("Driver seat with ten-way power adjustment and memory", 560), ("Hands-free power liftgate", 495),
        ("Head-up display", 980), ("LED projector headlamps with high beam assist", 1020),
        ("Leather-trimmed seats", 1650), ("Panoramic glass roof", 1480),
        ("Parking sensors, front and rear, with surround camera", 860), ("Premium audio with eleven speakers", 1240),
        ("Roof rails, brushed aluminum", 310), ("Tow package with trailer sway control", 920),
        ("Wheels, 19 inch, machined alloy", 1380), ("Wireless phone charging", 275),
    ];
}
