namespace BrowserScraper.Settings;

/// <summary>What a setting's value may look like.</summary>
public enum SettingKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A whole number within the range.</summary>
    Whole,

    /// <summary>A number of pages, <c>auto</c>, or <c>auto</c> with bounds: see <see cref="PageCount"/>.</summary>
    Pages,

    /// <summary>A number within the range, with a point for decimals.</summary>
    Number,

    /// <summary>Seconds within the range; <c>none</c> where the setting may be switched off.</summary>
    Seconds,

    /// <summary>true or false.</summary>
    Switch,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>An absolute http or https address.</summary>
    Address,

    /// <summary>A folder, which need not be there.</summary>
    Folder,

    /// <summary>A file that is there. An order to the service may name those of the operator's folder alone.</summary>
    File,

    /// <summary>Text that shows in no output.</summary>
    Secret,
}
