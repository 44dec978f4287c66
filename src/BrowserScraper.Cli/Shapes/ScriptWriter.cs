using BrowserScraper.Items;

namespace BrowserScraper.Cli.Shapes;

/// <summary>Writes a site script to fill in, and has its settings in <c>.env</c>. Nothing that is there is changed.</summary>
/// <param name="folder">The folder that the command is typed in, with <c>.env</c>.</param>
/// <param name="scripts">The folder for scripts below it; where it is not there, they are written into <paramref name="folder"/>.</param>
internal sealed class ScriptWriter(string folder, string scripts)
{
    private const string EnvFile = ".env";

    /// <param name="shape">What the site is like.</param>
    /// <param name="site">The script's name.</param>
    /// <exception cref="RunStopException">A file of that name is there already, or the folder cannot be written.</exception>
    public WrittenScript Write(SiteShape shape, NewSite site)
    {
        string shown = Directory.Exists(Path.Combine(folder, scripts)) ? Path.Combine(scripts, site.FileName) : site.FileName;
        string path = Path.Combine(folder, shown);
        try
        {
            using FileStream file = new(path, FileMode.CreateNew);
            using StreamWriter text = new(file);
            text.Write(shape.For(site));
        }
        catch (IOException) when (Path.Exists(path))
        {
            throw new RunStopException(
                StopReason.BadUsage, $"{shown} is there already, and is not overwritten; choose another name, or remove it first");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new RunStopException(StopReason.MachineLacks, $"{shown} cannot be written ({refused.Message.TrimEnd('.')})", refused);
        }

        try
        {
            return new(shown, new SettingsLines(Path.Combine(folder, EnvFile)).Add(site, shape.NeedsSignIn), EnvTrouble: null);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new(shown, Added: [], refused.Message.TrimEnd('.'));
        }
    }
}
