namespace BrowserScraper.Browsers;

/// <summary>What runs in a page to tell of clicks, and of where that leads what is clicked.</summary>
internal static class ClickScript
{
    public const string World = "browserscraper-clicks";

    public const string Binding = "browserscraperTellsClick";

    /// <summary>
    /// Tells "+number addresses" when a click begins to be handled, and "-number" when it has been: a form is sent by a task that the click
    /// leaves behind, so that is told two tasks later. They are messages, as timers wait for others: an answer that comes meanwhile would
    /// count as the click's. A document may be asked twice to listen.
    /// </summary>
    public const string Telling = $$"""
        (() => {
          if (globalThis.isListening) { return; }
          globalThis.isListening = true;
          {{LeadingTo}}
          let number = 0;
          const tell = what => { try { {{Binding}}(what); } catch {} };
          const later = [];
          const line = new MessageChannel();
          line.port1.onmessage = () => later.shift()();
          const soon = what => { later.push(what); line.port2.postMessage(0); };
          const begin = event => {
            if (!event.isTrusted) { return; }
            const own = ++number;
            let addresses = [];
            try { addresses = leadingTo(event.composedPath().filter(each => each instanceof Element)); } catch {}
            tell('+' + own + ' ' + addresses.join(' '));
            soon(() => soon(() => tell('-' + own)));
          };
          ['mousedown', 'mouseup', 'click'].forEach(kind => addEventListener(kind, begin, true));
        })();
        """;

    /// <summary>Where an element leads, as an array: for a frame of another site, whose clicks are not told.</summary>
    public const string Addresses = $$"""
        clicked => {
          {{LeadingTo}}
          const path = [];
          for (let each = clicked; each; each = each.parentElement) { path.push(each); }
          return leadingTo(path);
        }
        """;

    // A span in a link or a button stands for that.
    private const string LeadingTo = """
        const leadingTo = path => {
          const link = path.find(each => each.matches('a[href], area[href]'));
          const button = path.find(each => each.matches('button, input')) ?? path[0];
          const form = button.form ?? path.find(each => each.matches('form'));
          const action = form && new URL(button.getAttribute('formaction') ?? form.getAttribute('action') ?? '', document.baseURI).href;
          return [link && link.href.split('#')[0] !== location.href.split('#')[0] ? link.href : null, action]
            .filter(address => address && !/^javascript:/i.test(address));
        };
        """;
}
