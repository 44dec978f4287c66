namespace BrowserScraper.DemoSites.Clicks;

/// <summary>How an item's file comes to the browser once its link or button is clicked.</summary>
public enum ClickWay
{
    /// <summary>A link to the file.</summary>
    Link,

    /// <summary>A button whose script sends the page to the file.</summary>
    Button,

    /// <summary>A form that is posted.</summary>
    Form,

    /// <summary>A script fetches the file, and hands it over as a blob.</summary>
    Blob,

    /// <summary>A script puts in a frame that leads to the file.</summary>
    Frame,

    /// <summary>A script opens a window for the file.</summary>
    Window,

    /// <summary>A script opens an empty window, and sends it to the file a while later.</summary>
    BlankWindow,

    /// <summary>A script opens a window that says for a while that the file is being prepared.</summary>
    Prepared,

    /// <summary>A window opens another, and that one has the file, a while later.</summary>
    TwoWindowsDeep,

    /// <summary>A form; and the page begins a brochure as soon as it is there.</summary>
    BrochureBefore,

    /// <summary>A form whose file takes long; and the page begins a brochure meanwhile.</summary>
    BrochureBeside,

    /// <summary>A form; and the click makes the page begin a brochure once the file has been sent.</summary>
    BrochureAfter,

    /// <summary>A script asks where the file is, and sends the page there. Not among the default ways.</summary>
    Asked,

    /// <summary>
    /// The same; and a script that the click has not called begins a brochure before the answer. Not among the default ways.
    /// </summary>
    AskedBesideBrochure,

    /// <summary>
    /// A script asks where the file is, is told of a brochure, too, and begins that first. Not among the default ways: nothing tells the
    /// two apart.
    /// </summary>
    AskedForTwo,

    /// <summary>
    /// A script fetches the file and hands it over; and another begins a brochure meanwhile in the same way. Not among the default ways:
    /// nothing tells the two apart.
    /// </summary>
    BlobBesideBrochure,

    /// <summary>One click that begins two downloads, by a frame each. Not among the default ways: nothing tells the two apart.</summary>
    TwoFrames,

    /// <summary>
    /// A form whose file takes long; and the page itself goes to a brochure meanwhile, for which the browser gives the file up. Where
    /// brochures begin by a link, a button takes the form's place. Not among the default ways: the file never comes.
    /// </summary>
    BrochureInstead,

    /// <summary>
    /// A script asks where the file is, and is refused; and one that the click has not called begins a brochure then. Not among the default
    /// ways: the file never comes.
    /// </summary>
    AskedInVain,
}
