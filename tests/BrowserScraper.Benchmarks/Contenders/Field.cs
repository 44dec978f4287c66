namespace BrowserScraper.Benchmarks.Contenders;

/// <summary>Everybody who can take part.</summary>
internal static class Field
{
    public static Contender Ours { get; } = new Ours();

    public static Contender DotNet { get; } = new DotNetLoop("dotnet", "hand-written, .NET");

    public static Contender Node { get; } = new NodePeer("node", "hand-written, Node", "node.mjs");

    /// <summary>The two loops once more, without locators.</summary>
    public static IReadOnlyList<Contender> Bare { get; } =
    [
        new DotNetLoop("dotnet-bare", "hand-written, .NET, no locators", HandWrittenLoop.Bare),
        new NodePeer("node-bare", "hand-written, Node, no locators", "node.mjs", HandWrittenLoop.Bare),
    ];

    public static Contender Cluster { get; } = new NodePeer("cluster", "puppeteer-cluster", "cluster.mjs");

    /// <summary>With a concurrency of our own that keeps its pages; out of competition.</summary>
    public static Contender ClusterReuse { get; } = new NodePeer("cluster-reuse", "puppeteer-cluster, pages kept", "cluster.mjs", "reuse");

    public static Contender Crawlee { get; } = new NodePeer("crawlee", "Crawlee", "crawlee.mjs");

    public static IReadOnlyList<Contender> All { get; } = [Ours, DotNet, Node, .. Bare, Cluster, ClusterReuse, Crawlee];

    /// <summary>Those that were named on the command line, else the standard ones; prepared.</summary>
    /// <exception cref="FormatException">There is none of this name.</exception>
    public static async Task<IReadOnlyList<Contender>> ChosenAsync(BenchmarkArguments arguments, params Contender[] standard)
    {
        string[] names = arguments.Contenders([.. standard.Select(contender => contender.Name)]);
        Contender[] chosen = [.. names.Select(name => All.FirstOrDefault(contender => contender.Name == name)
            ?? throw new FormatException(
                $"there is no contender {name}; contenders: {string.Join(", ", All.Select(contender => contender.Name))}"))];
        foreach (Contender contender in chosen)
        {
            await contender.PrepareAsync();
        }

        return chosen;
    }
}
