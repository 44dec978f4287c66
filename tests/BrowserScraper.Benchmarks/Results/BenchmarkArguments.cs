using System.Globalization;

namespace BrowserScraper.Benchmarks.Results;

/// <summary>The command line: names of benchmarks, and options that take a part of one.</summary>
internal sealed class BenchmarkArguments
{
    public const string Usage = """
        usage: [name...] [options]     without a name: all of them
          --rounds N            rounds of each comparison
          --pages N,N           numbers of pages
          --vehicles N          vehicles in the inventory
          --latency MS,MS       the portal's latency: 0, 250
          --contenders NAME,..  who takes part: ours, dotnet, node, dotnet-bare, node-bare, cluster, cluster-reuse, crawlee
          --trial               print only; leave benchmarks/results and docs/benchmarks.md alone
        """;

    private static readonly string[] Known = ["rounds", "pages", "vehicles", "latency", "contenders", "trial"];

    private readonly Dictionary<string, string> options = [];

    public IReadOnlyList<string> Names { get; private init; } = [];

    public bool IsTrial => options.ContainsKey("trial");

    /// <summary>As they were given, without <c>--trial</c>.</summary>
    public string Text =>
        string.Join(' ', options.Where(option => option.Key != "trial").Select(option => $"--{option.Key} {option.Value}"));

    /// <exception cref="FormatException">An option is not known, or its value is not what it takes.</exception>
    public static BenchmarkArguments Parse(IReadOnlyList<string> words)
    {
        BenchmarkArguments arguments = new() { Names = [.. words.TakeWhile(word => !word.StartsWith('-'))] };
        for (int index = arguments.Names.Count; index < words.Count; index++)
        {
            string name = words[index].TrimStart('-');
            if (!words[index].StartsWith("--", StringComparison.Ordinal) || !Known.Contains(name))
            {
                throw new FormatException($"'{words[index]}' is no option");
            }

            arguments.options[name] = name == "trial"
                ? "" : ++index < words.Count ? words[index] : throw new FormatException($"--{name} lacks its value");
            if (name is not ("trial" or "contenders"))
            {
                _ = arguments.Numbers(name, []);
            }
        }

        return arguments;
    }

    public int Rounds(int standard) => Numbers("rounds", [standard])[0];

    public int Vehicles(int standard) => Numbers("vehicles", [standard])[0];

    public int[] Pages(params int[] standard) => Numbers("pages", standard);

    public int[] Latencies(params int[] standard) => Numbers("latency", standard);

    public string[] Contenders(params string[] standard) =>
        options.TryGetValue("contenders", out string? list) ? list.Split(',') : standard;

    private int[] Numbers(string name, int[] standard) => options.TryGetValue(name, out string? list)
        ? [.. list.Split(',')
            .Select(number => int.TryParse(number, CultureInfo.InvariantCulture, out int parsed) && parsed >= (name == "latency" ? 0 : 1)
            ? parsed
            : throw new FormatException($"--{name} {list}: '{number}' is no number that it takes"))]
        : standard;
}
