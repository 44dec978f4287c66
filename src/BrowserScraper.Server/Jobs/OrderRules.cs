using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Settings;
using BrowserScraper.Sites;

namespace BrowserScraper.Server.Jobs;

/// <summary>What an order may say: the settings that are marked for orders, and the address of a site that nobody signs in to.</summary>
internal sealed class OrderRules(ServiceSetup setup)
{
    private static readonly string[] OfTheService =
        ["DATA_DIR", "LOG_DIR", "ASCII_ONLY", "BROWSER_PATH", .. SettingsCatalog.Service.Select(setting => setting.Name)];

    /// <param name="order">As it was asked for.</param>
    /// <param name="fill">Adds what the service's own settings say.</param>
    /// <exception cref="ServiceException">Something is wrong; everything that is stands in it.</exception>
    /// <exception cref="RunStopException">There is no such script.</exception>
    public JobTarget Check(JobOrder order, Func<JobOrder, JobOrder> fill)
    {
        SiteScriptEntry entry = setup.Planner.Scripts.Find(JobName.ScriptOf(order.Script));
        (string Name, string? Problem)[] judged =
            [.. order.Settings.Keys.Select(name => (name, ProblemOf(entry, name, order.Settings[name])))];
        List<string> problems = [.. judged.Select(each => each.Problem).OfType<string>()];
        Dictionary<string, string> right = judged.Where(each => each.Problem is null)
            .ToDictionary(each => each.Name, each => order.Settings[each.Name], StringComparer.Ordinal);
        try
        {
            JobTarget found = setup.Orders.Check(fill(order with { Settings = right }));
            return problems.Count == 0 ? found : throw Wrong(problems);
        }
        catch (RunStopException stop) when (stop.Details.Count > 0)
        {
            throw Wrong([.. problems, .. stop.Details]);
        }
        catch (RunStopException stop) when (problems.Count > 0)
        {
            throw Wrong([.. problems, stop.Message]);
        }
    }

    private string? ProblemOf(SiteScriptEntry entry, string name, string value)
    {
        SettingDefinition? setting = SettingsCatalog.Harness.Concat(entry.Settings)
            .FirstOrDefault(each => each.Name == name || each.Alias == name);
        return setting switch
        {
            _ when OfTheService.Contains(name) => $"{name} is the service's own; set it in .env where the service is started",
            null => $"there is no setting {name} for {entry.Name}; see GET /scripts",
            { Kind: SettingKind.Secret } => $"{name} is a secret, and is not taken from here; set it in .env where the service is started",
            _ when entry.NeedsSignIn && name == $"{entry.SettingPrefix}_URL" =>
                $"{name} belongs to the credentials; set it with them, in .env where the service is started",
            _ when name == $"{entry.SettingPrefix}_HTTP_USERNAME" =>
                $"{name} belongs to the credentials; set it with them, in .env where the service is started",
            _ when name == $"{entry.SettingPrefix}_URL" && !SettingsReader.HoldsLogin(value) => null,
            _ when SettingsReader.HoldsLogin(value) =>
                $"{name} holds a user and a password in an address; orders are kept, so set it in .env where the service is started",
            _ when name == $"{entry.SettingPrefix}_ACCOUNTS" => $"{name} leads to credentials; set it in .env where the service is started",
            { IsForOrders: true, Kind: SettingKind.File } => setup.OrderFiles.ProblemOf(name, value),
            { IsForOrders: true } => null,
            _ when entry.Settings.Contains(setting) =>
                $"{name} is not for orders, as {entry.Name} does not say that it is (IsForOrders); set it in .env where the service is "
                    + "started",
            _ => $"{name} is not for orders, as it reaches beyond the job; set it in .env where the service is started",
        };
    }

    private static ServiceException Wrong(List<string> problems) =>
        new(400, problems.Count == 1 ? problems[0] : $"{problems.Count} settings are wrong") { Problems = problems };
}
