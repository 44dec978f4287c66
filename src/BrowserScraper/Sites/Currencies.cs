namespace BrowserScraper.Sites;

/// <summary>What stands beside amounts, besides signs such as $ and those that have a letter before them.</summary>
internal static class Currencies
{
    /// <summary>A regular expression: ISO 4217, and how people write some of them.</summary>
    public const string Names =
        "AED|AFN|ALL|AMD|ANG|AOA|ARS|AUD|AWG|AZN|BAM|BBD|BDT|BGN|BHD|BIF|BMD|BND|BOB|BRL|BSD|BTN|BWP|BYN|BZD|CAD|CDF|CHF|CLF|"
        + "CLP|CNH|CNY|COP|CRC|CUP|CVE|CZK|DJF|DKK|DOP|DZD|EGP|ERN|ETB|EUR|FJD|FKP|GBP|GEL|GHS|GIP|GMD|GNF|GTQ|GYD|HKD|HNL|HTG|"
        + "HUF|IDR|ILS|INR|IQD|IRR|ISK|JMD|JOD|JPY|KES|KGS|KHR|KMF|KPW|KRW|KWD|KYD|KZT|LAK|LBP|LKR|LRD|LSL|LYD|MAD|MDL|MGA|MKD|"
        + "MMK|MNT|MOP|MRU|MUR|MVR|MWK|MXN|MYR|MZN|NAD|NGN|NIO|NOK|NPR|NZD|OMR|PAB|PEN|PGK|PHP|PKR|PLN|PYG|QAR|RMB|RON|RSD|RUB|"
        + "RWF|SAR|SBD|SCR|SDG|SEK|SGD|SHP|SLE|SOS|SRD|SSP|STN|SYP|SZL|THB|TJS|TMT|TND|TOP|TRY|TTD|TWD|TZS|UAH|UGX|USD|UYU|UZS|"
        + "VES|VND|VUV|WST|XAF|XCD|XOF|XPF|YER|ZAR|ZMW|ZWL|[Kk]r|z\u0142|K\u010D|Ft|[Ll]ei|Rs|\u0440\u0443\u0431|\u0440|"
        + "\u0433\u0440\u043D|\u043B\u0432|[Dd]in|\u0434\u0438\u043D|S?Fr|RM|Rp|Bs|TL|DM|[Ee]uros?|EURO|[Dd]ollars?|[Pp]ounds?|"
        + "[Ff]rancs?|[Yy]en";

    private static readonly HashSet<string> Thousandths = new(StringComparer.Ordinal) { "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND" };

    private static readonly HashSet<string> Points = new(StringComparer.OrdinalIgnoreCase)
    {
        "$", "\u00A3", "USD", "GBP", "AUD", "CAD", "NZD", "HKD", "SGD", "INR", "CNY", "RMB", "ILS", "MYR", "THB", "PHP", "MXN", "CHF",
        "SFr", "Fr",
        "dollar", "dollars", "pound", "pounds",
    };

    /// <summary>Three digits stand behind the mark, such as the dinar's.</summary>
    public static bool HaveThousandths(string name) => Thousandths.Contains(name.TrimEnd('.'));

    /// <summary>A point stands before their cents, wherever the name stands.</summary>
    public static bool HavePoints(string name) => Points.Contains(name.TrimEnd('.'));
}
