namespace BrowserScraper.DemoSites.Dealer;

/// <summary>Builds vehicle identification numbers of the usual form, check digit included.</summary>
internal static class Vin
{
    public const int Length = 17;
    public const int FirstYear = 2016;
    public const int Years = 10;

    private const string YearCodes = "GHJKLMNPRS";
    private const string Plants = "ABCDEFGHJKLMNPRSTUVWXYZ";
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";
    private const string AlphabetValues = "012345678912345678123457923456789";
    private const int CheckDigitPlace = 8;
    private static readonly int[] Weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

    public static string Of(string maker, int model, int trim, int year, int serial)
    {
        char plant = Plants[serial % Plants.Length];
        char yearCode = YearCodes[year - FirstYear];
        string vin = $"{maker}{model + 1}{Plants[trim]}{year % 10}C{trim + 1}0{yearCode}{plant}{serial:D6}";
        return string.Create(Length, vin, (place, source) =>
        {
            source.CopyTo(place);
            place[CheckDigitPlace] = CheckDigitOf(source);
        });
    }

    private static char CheckDigitOf(string vin)
    {
        int sum = 0;
        for (int place = 0; place < Length; place++)
        {
            sum += Weights[place] * (AlphabetValues[Alphabet.IndexOf(vin[place])] - '0');
        }

        return (sum % 11) is var rest and < 10 ? (char)('0' + rest) : 'X';
    }
}
