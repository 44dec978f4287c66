using System.Numerics;

namespace BrowserScraper.DemoSites.Hosting;

/// <summary>Collects everything that is wrong with a portal's options, so that all of it is said at once.</summary>
internal sealed class OptionProblems
{
    private readonly List<string> problems = [];

    public OptionProblems Range<T>(string name, T value, T min, T max)
        where T : INumber<T> => value < min || value > max
            ? Add($"{name} is {value}; allowed is {min:N0} to {max:N0}")
            : this;

    public OptionProblems Range(string name, TimeSpan value, TimeSpan min, TimeSpan max) => value < min || value > max
        ? Add($"{name} is {value}; allowed is {min} to {max}")
        : this;

    public OptionProblems Add(string problem)
    {
        problems.Add(problem);
        return this;
    }

    public OptionProblems AddRange(IEnumerable<string> more)
    {
        problems.AddRange(more);
        return this;
    }

    /// <param name="portal">Its name in the message.</param>
    /// <param name="parameter">Where the caller got the options.</param>
    /// <exception cref="ArgumentException">Something is wrong; the message says all of it.</exception>
    public void ThrowIfAny(string portal, string parameter)
    {
        if (problems.Count > 0)
        {
            throw new ArgumentException($"The {portal} cannot start: {string.Join("; ", problems)}.", parameter);
        }
    }
}
