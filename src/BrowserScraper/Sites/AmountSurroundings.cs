using System.Globalization;
using System.Text.RegularExpressions;

namespace BrowserScraper.Sites;

/// <summary>
/// What stands before and behind a number: currency, minus, parentheses, and what makes it another number than it looks like.
/// </summary>
internal sealed partial class AmountSurroundings
{
    private const char Minus = '\u2212';

    // A letter or one of these at a number makes it a part of something else.
    private const string Binding = ".,/'_\u00B1^%@#*\\";

    private readonly string text;
    private bool isOpen;
    private bool isClosed;
    private bool isWithin;
    private bool isTakenBehind;
    private int signs;

    private AmountSurroundings(string text, Match number)
    {
        this.text = text;
        Number = number.Value;
        int end = number.Index + number.Length;
        Match none = NoCents().Match(text, end);
        HasNoCents = none.Success;
        Before(number.Index);
        Behind(end + none.Length);
        if (isOpen && isClosed && signs == 0 && !isWithin)
        {
            signs = 1;
        }
        else if (isOpen && isClosed)
        {
            Problem ??= isWithin ? "the parentheses may mean a minus or a remark" : "it has parentheses and a minus";
        }
        else if (signs > 1)
        {
            Problem ??= "it has two signs";
        }
    }

    public string Number { get; }

    /// <summary>Such as <c>1.234,-</c>.</summary>
    public bool HasNoCents { get; }

    public bool HasCurrency { get; private set; }

    /// <summary>The currency is one with three digits behind the mark, such as the dinar.</summary>
    public bool HasThousandths { get; private set; }

    /// <summary>The currency stands behind the number, and is not of those that write a point before their cents.</summary>
    public bool IsContinental { get; private set; }

    public bool IsNegative => signs == 1;

    /// <summary>Why it cannot be read for sure, or null.</summary>
    public string? Problem { get; private set; }

    public static AmountSurroundings Of(string text, Match number) => new(text, number);

    private void Before(int start)
    {
        int at = start;
        bool mayTouch = false;
        while (true)
        {
            int here = at > 0 && text[at - 1] == ' ' ? at - 1 : at;
            char before = here > 0 ? text[here - 1] : '\0';
            if (signs == 0 && IsMinus(before))
            {
                TakeMinus(here - 1, hasGap: here != at);
                (at, mayTouch) = (here - 1, before == Minus);
            }
            else if (!isOpen && before == '(')
            {
                (at, mayTouch, isOpen) = (here - 1, true, true);
            }
            else if (!HasCurrency && CurrencyBefore().Match(text, Math.Max(0, here - 8), Math.Min(here, 8)) is { Success: true } currency)
            {
                Take(currency.Value);
                (at, mayTouch) = (here - currency.Length, char.GetUnicodeCategory(before) == UnicodeCategory.CurrencySymbol);
            }
            else if (before == '+')
            {
                (at, mayTouch) = (here - 1, false);
                break;
            }
            else
            {
                break;
            }
        }

        string rest = text[..at].TrimEnd();
        isWithin = rest.Length > 0 && rest[^1] is not (':' or '=');
        char touching = at > 0 ? text[at - 1] : ' ';
        if (!(mayTouch && char.IsLetter(touching)) && IsBinding(touching) && signs == 0)
        {
            Problem ??= $"'{touching}' stands directly before it";
        }
    }

    // After a word it may be a dash: only one that stands at the number and apart from the word is a minus for sure.
    private void TakeMinus(int at, bool hasGap)
    {
        signs++;
        string rest = text[..at].TrimEnd();
        bool isApart = rest.Length < at || CurrencyBefore().IsMatch(rest);
        if (text[at] != Minus && rest.Length > 0 && (char.IsLetterOrDigit(rest[^1]) || rest[^1] is ')' or '-') && (hasGap || !isApart))
        {
            Problem ??= $"'{text[at]}' may be a minus or a dash";
        }
    }

    private void Behind(int end)
    {
        int at = end;
        bool isTaken = true;
        while (isTaken)
        {
            int here = at < text.Length && text[at] == ' ' ? at + 1 : at;
            isTaken = here < text.Length && TakeBehind(ref at, here);
        }

        string rest = text[at..Math.Min(text.Length, at + 24)];
        if (Changing().IsMatch(rest))
        {
            Problem ??= $"what stands behind it ('{Changing().Match(rest).Value.Trim()}') makes it another amount";
        }
        else if (Continued().IsMatch(rest)
            || (at == end && Touching().IsMatch(rest))
            || (!Number.Any(char.IsPunctuation) && FurtherDigits().IsMatch(rest)))
        {
            Problem ??= $"it goes on with '{rest.TrimStart()[0]}'";
        }
    }

    private bool TakeBehind(ref int at, int here)
    {
        if (isOpen && !isClosed && text[here] == ')')
        {
            (at, isClosed) = (here + 1, true);
            return true;
        }

        if (!isTakenBehind && CurrencyBehind().Match(text, here) is { Success: true } currency)
        {
            char next = here + currency.Length < text.Length ? text[here + currency.Length] : ' ';
            if (char.IsAsciiDigit(next))
            {
                Problem ??= here == at ? "digits stand on both sides of its currency" : null;
                HasCurrency |= here == at;
                return false; // that of the next number
            }

            IsContinental = !HasCurrency && !Currencies.HavePoints(currency.Value);
            isTakenBehind = true;
            Take(currency.Value);
            at = here + currency.Length;
            return true;
        }

        return IsMinus(text[here]) && TakeMinusBehind(ref at, here);
    }

    private bool TakeMinusBehind(ref int at, int here)
    {
        string rest = text[(here + 1)..].TrimStart();
        bool hasGap = here != at;
        Match currency = CurrencyBehind().Match(rest);
        bool isRange = StartsNumber(rest[currency.Length..]);
        if (!isRange && (rest.Length == 0 || rest[0] == ')' || currency.Success))
        {
            (at, signs) = (here + 1, signs + 1);
            return true;
        }

        if (isRange)
        {
            Problem ??= "it is the first of a range";
        }
        else if (!hasGap || rest.Length == text.Length - here - 1)
        {
            Problem ??= $"'{text[here]}' may be a minus or a dash";
        }

        return false;
    }

    private void Take(string currency)
    {
        HasCurrency = true;
        HasThousandths |= Currencies.HaveThousandths(currency);
    }

    private static bool StartsNumber(string rest) => rest.TrimStart(' ', '.', ',') is [>= '0' and <= '9', ..];

    private static bool IsMinus(char letter) =>
        letter is '-' or '\u2010' or '\u2011' or '\u2013' or '\u2014' or Minus or '\uFE63' or '\uFF0D';

    private static bool IsBinding(char letter) => char.IsLetter(letter) || char.IsNumber(letter) || Binding.Contains(letter);

    [GeneratedRegex($@"(?:(?<![\p{{L}}])[A-Z]{{1,3}})?(?<![0-9])\p{{Sc}}\z|(?<![\p{{L}}0-9])(?:{Currencies.Names}|R|S/|B/)\.?\z")]
    private static partial Regex CurrencyBefore();

    [GeneratedRegex($@"\G(?:\p{{Sc}}|(?:{Currencies.Names})(?!\p{{L}})\.?)")]
    private static partial Regex CurrencyBehind();

    [GeneratedRegex(@"\G[.,][-\u2013\u2014]{1,2}(?![0-9])")]
    private static partial Regex NoCents();

    // Thousands, millions; credit or debit, which is a minus for one and none for the other.
    private const string Multiples =
        "k|mm?|b|bn|tn|mn|mln|mio|mrd|tsd|tys|mil|thousands?|(?:m|b|tr)illions?|million(?:en)?|milliarden?|milliards?|lakhs?|lacs?|crores?";

    [GeneratedRegex($@"^ ?(?:%|\u2030|(?:{Multiples}|cr|dr|credit|debit)\.?(?![\p{{L}}\-])|(?:S|H|Soll|Haben)\z)", RegexOptions.IgnoreCase)]
    private static partial Regex Changing();

    [GeneratedRegex(@"^(?:[^\p{L}\s;|()\[\]""][0-9]| ?[\p{No}\p{Nl}])")]
    private static partial Regex Continued();

    [GeneratedRegex(@"^\p{L}")]
    private static partial Regex Touching();

    [GeneratedRegex("^ [0-9]")]
    private static partial Regex FurtherDigits();
}
