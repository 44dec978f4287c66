using BrowserScraper.Settings;
using BrowserScraper.Sites;

#pragma warning disable CS9113 // a parameter is there to be there

namespace BrowserScraper.Tests.Sites.Classes;

/// <summary>Classes with which one thing is wrong.</summary>
internal static class WrongClasses
{
    internal sealed class Unmarked : Plain;

    [Site("no-script", "is none")]
    internal sealed class NoScript;

    [Site("half-done", "is abstract")]
    internal abstract class Abstract : Plain;

    [Site("of-any", "is generic")]
    internal sealed class Generic<T> : Plain;

    [Site("takes-more", "its constructor takes more")]
    internal sealed class TakesMore(SiteSettings settings, int pages) : Plain;

    [Site("hidden", "its constructor is not for others")]
    internal sealed class Hidden : Plain
    {
        private Hidden()
        {
        }
    }

    [Site("Dealer", "is ill-formed")]
    internal sealed class IllFormed : Plain;

    [Site("a\nb", "is two lines")]
    internal sealed class TwoLines : Plain;

    [Site(null!, "has none")]
    internal sealed class Nameless : Plain;

    [Site("a-name-that-is-so-long-that-no-folder-should-have-to-bear-it-at-all", "is long")]
    internal sealed class Long : Plain;

    [Site("health", "is a folder of ours")]
    internal sealed class OurFolder : Plain;

    [Site("con", "is a device")]
    internal sealed class Device : Plain;

    [Site("store", "would have STORE_PASSWORD")]
    internal sealed class OurSetting : Plain;

    [Site("says-nothing", " ")]
    internal sealed class SaysNothing : Plain;

    [Site("asks-wrongly", "asks for what it has not", Request = "QUERRY")]
    [Option("QUERY", "", "what to look for")]
    internal sealed class AsksWrongly : Plain;

    [Site("asks-secretly", "asks for a secret", Request = "WORD")]
    [Option("WORD", "", "what to look for", Kind = SettingKind.Secret)]
    internal sealed class AsksSecretly : Plain;

    [Site("option-lower", "its option is ill-formed")]
    [Option("max-items", "", "how many")]
    internal sealed class OptionLower : Plain;

    [Site("option-ours", "its option is ours")]
    [Option("CONCURRENT_CONTEXTS", "", "how many")]
    internal sealed class OptionOurs : Plain;

    [Site("option-own", "its option is one that every script has")]
    [Option("OPTION_OWN_URL", "", "where")]
    internal sealed class OptionOwn : Plain;

    [Site("option-system", "its option is set everywhere")]
    [Option("LANGUAGE", "en", "which")]
    internal sealed class OptionOfTheSystem : Plain;

    [Site("option-mute", "its option says nothing")]
    [Option("MOST", "", "")]
    internal sealed class OptionMute : Plain;

    [Site("option-default", "its default is no number")]
    [Option("MOST", "many", "how many", Kind = SettingKind.Whole, Min = 1, Max = 9)]
    internal sealed class OptionDefault : Plain;

    [Site("option-null", "its default is null")]
    [Option("MOST", null!, "how many")]
    internal sealed class OptionNull : Plain;

    [Site("option-kind", "its kind is none")]
    [Option("MOST", "", "how many", Kind = (SettingKind)99)]
    internal sealed class OptionKind : Plain;

    [Site("option-choices", "its choice has no words")]
    [Option("ORDER", "", "which first", Kind = SettingKind.Choice)]
    internal sealed class OptionChoices : Plain;

    [Site("option-words", "its words are for nothing")]
    [Option("ORDER", "", "which first", Choices = ["newest"])]
    internal sealed class OptionWords : Plain;

    [Site("option-range", "its range is empty")]
    [Option("MOST", "", "how many", Kind = SettingKind.Whole, Min = 9, Max = 1)]
    internal sealed class OptionRange : Plain;

    [Site("option-text-range", "its range is for nothing")]
    [Option("MOST", "", "how many", Max = 9)]
    internal sealed class OptionTextRange : Plain;

    [Site("option-twice", "its option is also its base class's")]
    [Option("STATE", "", "which state")]
    internal sealed class OptionTwice : OfOneState;
}
