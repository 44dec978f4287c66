using System.Numerics;

namespace BrowserScraper.DemoSites.Hosting;

/// <summary>Collects everything that is wrong with a portal's options, so that all of it is said at once.</summary>
internal sealed class OptionProblems
{
    private readonly List<string> problems = [];

    public IReadOnlyList<string> All => problems;

    public OptionProblems Range<T>(string name, T value, T min, T max)
        where T : INumber<T>
    {
        if (value < min || value > max)
        {
            problems.Add($"{name} is {value}; allowed is {min:N0} to {max:N0}");
        }

        return this;
    }

    public OptionProblems Range(string name, TimeSpan value, TimeSpan min, TimeSpan max)
    {
        if (value < min || value > max)
        {
            problems.Add($"{name} is {value}; allowed is {min} to {max}");
        }

        return this;
    }
}
