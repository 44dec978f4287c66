using System.Runtime.CompilerServices;
using System.Text.Json;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>
/// The one place where handlers of browser events are attached. What a handler throws into Playwright ends the driver's connection, and
/// every page with it (measured); here it is caught, told to whoever started the browser, and ends its page at the most. Each returns what
/// takes the handler away again.
/// </summary>
internal static class Guarded
{
    private static readonly ConditionalWeakTable<IBrowser, Action<string, Exception>> Tellers = [];
    private static readonly ConditionalWeakTable<IPage, string> Broken = [];

    /// <summary>
    /// For tests: called with an event's name before each handler that is attached from now on, in this flow of calls; what it throws
    /// counts as the handler's.
    /// </summary>
    internal static AsyncLocal<Action<string>?> Injected { get; } = new();

    /// <summary>Who is told what handlers throw that belong to this browser or its pages.</summary>
    public static void Tell(IBrowser browser, Action<string, Exception> tell) => Tellers.AddOrUpdate(browser, tell);

    /// <summary>What a handler of this page threw, for which the page was ended; null where none did.</summary>
    public static string? FaultOf(IPage page) => Broken.TryGetValue(page, out string? fault) ? fault : null;

    public static IDisposable OnClose(this IPage page, Action handle) =>
        ListenBeside<IPage>(page, "page.Close", handler => page.Close += handler, handler => page.Close -= handler, _ => handle());

    /// <summary>Called when the renderer is gone: Playwright tells no end of the page then.</summary>
    public static IDisposable OnCrash(this IPage page, Action handle) =>
        ListenOrEnd<IPage>(page, "page.Crash", handler => page.Crash += handler, handler => page.Crash -= handler, _ => handle());

    /// <summary>Called when a document has been parsed, and what it runs at once has run.</summary>
    public static IDisposable OnParsed(this IPage page, Action handle) =>
        ListenOrEnd<IPage>(
            page, "page.DOMContentLoaded", handler => page.DOMContentLoaded += handler, handler => page.DOMContentLoaded -= handler,
            _ => handle());

    public static IDisposable OnPopup(this IPage page, Action<IPage> handle) =>
        ListenOrEnd<IPage>(page, "page.Popup", handler => page.Popup += handler, handler => page.Popup -= handler, handle);

    public static IDisposable OnDownload(this IPage page, Action<IDownload> handle) =>
        ListenOrEnd<IDownload>(page, "page.Download", handler => page.Download += handler, handler => page.Download -= handler, handle);

    public static IDisposable OnNavigated(this IPage page, Action<IFrame> handle) =>
        ListenOrEnd<IFrame>(
            page, "page.FrameNavigated", handler => page.FrameNavigated += handler, handler => page.FrameNavigated -= handler, handle);

    public static IDisposable OnResponse(this IPage page, Action<IResponse> handle) =>
        ListenOrEnd<IResponse>(page, "page.Response", handler => page.Response += handler, handler => page.Response -= handler, handle);

    /// <summary>What it throws is told, and the page goes on: console lines are a help, no more.</summary>
    public static IDisposable OnConsole(this IPage page, Action<IConsoleMessage> handle) =>
        ListenBeside<IConsoleMessage>(
            page, "page.Console", handler => page.Console += handler, handler => page.Console -= handler, handle);

    /// <inheritdoc cref="OnConsole"/>
    public static IDisposable OnPageError(this IPage page, Action<string> handle) =>
        ListenBeside<string>(page, "page.PageError", handler => page.PageError += handler, handler => page.PageError -= handler, handle);

    public static IDisposable OnClose(this IBrowserContext context, Action handle) =>
        Listen<IBrowserContext>(
            "context.Close", handler => context.Close += handler, handler => context.Close -= handler, _ => handle(),
            fault => Told(context.Browser, "context.Close", fault));

    public static IDisposable OnDisconnected(this IBrowser browser, Action handle) =>
        Listen<IBrowser>(
            "browser.Disconnected", handler => browser.Disconnected += handler, handler => browser.Disconnected -= handler, _ => handle(),
            fault => Told(browser, "browser.Disconnected", fault));

    /// <summary>An event of the DevTools protocol that a page's work depends on.</summary>
    public static IDisposable OnEvent(this ICDPSession session, string name, IPage page, Action<JsonElement> handle) =>
        Listen(session, name, handle, fault => End(page, name, fault));

    /// <summary>The same where the page does without it, too.</summary>
    public static IDisposable OnEventBeside(this ICDPSession session, string name, IPage page, Action<JsonElement> handle) =>
        Listen(session, name, handle, fault => Told(page, name, fault));

    /// <summary>The same for all of a browser.</summary>
    public static IDisposable OnEvent(this ICDPSession session, string name, IBrowser browser, Action<JsonElement> handle) =>
        Listen(session, name, handle, fault => Told(browser, name, fault));

    /// <summary>
    /// Work that a handler has begun and that nobody waits for: what it throws ends the page, or something would be held for ever.
    /// </summary>
    public static async Task EndsPageAsync(this Task work, IPage page, string what)
    {
        try
        {
            await work;
        }
        catch (Exception fault)
        {
            End(page, what, fault);
        }
    }

    /// <summary>The same for all of a browser: it is told.</summary>
    public static async Task IsToldAsync(this Task work, IBrowser? browser, string what)
    {
        try
        {
            await work;
        }
        catch (Exception fault)
        {
            Told(browser, what, fault);
        }
    }

    private static Subscription Listen(ICDPSession session, string name, Action<JsonElement> handle, Action<Exception> failed) =>
        Listen<JsonElement?>(
        name,
        handler => session.Event(name).OnEvent += handler,
        handler => session.Event(name).OnEvent -= handler,
        happened =>
        {
            if (happened is { } body)
            {
                handle(body);
            }
        },
        failed);

    private static Subscription ListenOrEnd<T>(
        IPage page, string name, Action<EventHandler<T>> add, Action<EventHandler<T>> remove, Action<T> handle) =>
        Listen(name, add, remove, handle, fault => End(page, name, fault));

    private static Subscription ListenBeside<T>(
        IPage page, string name, Action<EventHandler<T>> add, Action<EventHandler<T>> remove, Action<T> handle) =>
        Listen(name, add, remove, handle, fault => Told(page, name, fault));

    private static Subscription Listen<T>(
        string name, Action<EventHandler<T>> add, Action<EventHandler<T>> remove, Action<T> handle, Action<Exception> failed)
    {
        Action<string>? injected = Injected.Value;
        void Handle(object? sender, T happened)
        {
            try
            {
                injected?.Invoke(name);
                handle(happened);
            }
            catch (Exception fault)
            {
                failed(fault);
            }
        }

        add(Handle);
        return new(() => remove(Handle));
    }

    private static void End(IPage page, string what, Exception fault)
    {
        Broken.AddOrUpdate(page, $"a handler of {what} failed: {FaultText.Of(fault)}");
        Told(page, what, fault);
        _ = EndAsync(page);
    }

    private static async Task EndAsync(IPage page)
    {
        try
        {
            await page.CloseAsync();
        }
        catch (PlaywrightException)
        {
            // It has gone already.
        }
    }

    private static void Told(IPage page, string what, Exception fault) => Told(page.Context.Browser, what, fault);

    /// <summary>Tells what was thrown where nobody waits.</summary>
    public static void Told(IBrowser? browser, string what, Exception fault)
    {
        if (browser is not null && Tellers.TryGetValue(browser, out Action<string, Exception>? tell))
        {
            tell($"a handler of {what}", fault);
        }
    }
}
