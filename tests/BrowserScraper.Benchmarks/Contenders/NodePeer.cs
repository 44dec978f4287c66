using System.Diagnostics;

namespace BrowserScraper.Benchmarks.Contenders;

/// <summary>A script of the folder <c>Peers</c>.</summary>
/// <param name="name">On the command line.</param>
/// <param name="title">In tables.</param>
/// <param name="script">Its file.</param>
/// <param name="more">What it takes after its order.</param>
internal sealed class NodePeer(string name, string title, string script, params string[] more) : LoopContender(name, title)
{
    public override Task PrepareAsync() => PeerInstall.EnsureAsync();

    protected override ProcessStartInfo Start(string order) => new("node", [PeerInstall.Path(script), order, .. more]);
}
