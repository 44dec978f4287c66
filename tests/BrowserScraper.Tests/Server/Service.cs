using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using BrowserScraper.Cli;
using BrowserScraper.Cli.Demo;
using BrowserScraper.Planning;
using BrowserScraper.Server;
using BrowserScraper.Server.Settings;
using BrowserScraper.Settings;
using BrowserScraper.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrowserScraper.Tests.Server;

/// <summary>A service on a free port, whose workers stand still: what it is given waits, and no browser is started.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly ServiceHost served;

    private Service(ServiceHost served)
    {
        this.served = served;
        Client = new() { BaseAddress = served.Address };
    }

    /// <summary>Small ones.</summary>
    public static IDemoPortals Portals { get; } = new DemoPortals(new(5, 5, 0, 1, [])) { ForAllScripts = true };

    public HttpClient Client { get; }

    public Uri Address => served.Address;

    /// <param name="folder">Holds its data folder.</param>
    /// <param name="token">SERVER_TOKEN.</param>
    /// <param name="portals">Where the demo portals of its runs come from; null for the command line's.</param>
    /// <param name="orderFiles">ORDER_FILES_DIR.</param>
    public static Task<Service> StartAsync(
        TemporaryFolder folder, string? token = null, IDemoPortals? portals = null, string? orderFiles = null) => StartAsync(new()
        {
            Planner = Tool.Open().Planner(portals ?? Portals, TimeProvider.System),
            OrderFiles = new(orderFiles),
            Token = token,
            Defaults = new ServiceSettings(5, 2, 2, folder["data"]),
            Log = NullLogger.Instance,
        });

    /// <summary>One whose jobs are in a database.</summary>
    public static Task<Service> StartAsync(StoreSettings store, JobStores stores, IDemoPortals? portals = null) => StartAsync(new()
    {
        Planner = new(
            Tool.Scripts, () => [SettingSource.Of("the test", SettingsOf(store))], portals ?? Portals, TimeProvider.System, stores),
        Store = store,
        Defaults = new ServiceSettings(5, 2, 2, store.DataDirectory),
        Log = NullLogger.Instance,
    });

    private static async Task<Service> StartAsync(ServiceSetup setup)
    {
        ServiceHost host = await ServiceHost.StartAsync(setup, TestContext.Current.CancellationToken);
        Service service = new(host);
        string? token = setup.Token;
        if (token is not null)
        {
            service.Client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }

        (await service.PostAsync("jobs/workers/stop", null)).EnsureSuccessStatusCode();
        return service;
    }

    private static Dictionary<string, string?> SettingsOf(StoreSettings store) => new()
    {
        ["STORE"] = store.Store, ["STORE_SCHEMA"] = store.Schema, ["FILES_DIR"] = store.FilesDirectory, ["DATA_DIR"] = store.DataDirectory,
    };

    public Task<HttpResponseMessage> PostAsync(string path, string? json) => SendAsync(HttpMethod.Post, path, json);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json, params (string Name, string Value)[] headers)
    {
        HttpRequestMessage request = new(
            method, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<JsonElement> GetAsync(string path) => Client.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    /// <summary>Everything that a refused request might have changed.</summary>
    public async Task<string> EverythingAsync()
    {
        JsonElement status = await GetAsync("jobs/status");
        return $"{await GetAsync("settings")}{status.GetProperty("worker_status")}{await GetAsync("jobs")}";
    }

    public async Task<ClientWebSocket> WatchAsync()
    {
        ClientWebSocket socket = new();
        await socket.ConnectAsync(new($"ws://{served.Address.Authority}/jobs/status"), TestContext.Current.CancellationToken);
        return socket;
    }

    public static async Task<JsonElement> NextAsync(ClientWebSocket socket)
    {
        using MemoryStream message = new();
        byte[] buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonDocument.Parse(message.ToArray()).RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        await served.StopAsync(TimeSpan.Zero);
        await served.DisposeAsync();
        Client.Dispose();
    }
}
