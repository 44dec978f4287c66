using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Server;
using BrowserScraper.Server.Jobs;

namespace BrowserScraper.Tests.Kept;

/// <summary>
/// What files say, word for word. A test that fails here means that a name in code was renamed, and a file with it: give the stored name
/// back.
/// </summary>
public sealed class StoredNamesTests
{
    [Fact]
    public void Events_AreSpelledAsEver() => Assert.Equal(
        "BrowserRenewed DiscoveryEnded Fault GroupEnded GroupSkipped GroupStarted HostAway HostBack HostLeft ItemCancelled ItemEnded "
            + "ItemHeld ItemKnownDone ItemLeft ItemQueued "
        + "ItemQueuedAgain ItemStarted Notice Paced Recovered Recovery RunEnded RunStarted SignedIn Steered Stopping TokenLineage",
        string.Join(' ', Kinds(typeof(RunEvent)).Select(kind => Sample(kind) is RunEvent sample ? sample.Event : "")
            .Order(StringComparer.Ordinal)));

    [Fact]
    public void Outcomes_AreSpelledAsEver()
    {
        string[] names = [.. Kinds(typeof(ItemOutcome)).Select(kind => ((ItemOutcome)Sample(kind)).Name).Order(StringComparer.Ordinal)];

        Assert.Equal(
            "BadFile Done Failed Interrupted NoRoom Rejected SignedOut SiteChanged Skipped Throttled TimedOut TooLarge Unreachable",
            string.Join(' ', names));
        Assert.Equal(names, ItemOutcome.Names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(typeof(ItemState), "waiting working done skipped failed")]
    [InlineData(typeof(StopReason),
        "BadUsage SignInRefused SiteUnavailable MachineLacks WrongFiles TimeLimit LowYield Fault Interrupted Cancelled Lost")]
    [InlineData(typeof(FileKind), "any image video pdf epub zip jpeg png webp gif mp4 webm vtt srt json csv")]
    [InlineData(typeof(TokenKind), "Rotates OlderStayGood RefreshPath")]
    [InlineData(typeof(TokenEvidence), "Chain SameValueTwice Trial Refused Path Named")]
    public void ValuesOfReportsAndEvents_AreSpelledAsEver(Type type, string names)
    {
        Assert.Equal(
            names, string.Join(
                ' ', Enum.GetValuesAsUnderlyingType(type).Cast<object>()
                .Select(value => JsonSerializer.SerializeToElement(Enum.ToObject(type, value), type, RunJson.Line).GetString())));
        Assert.Equal(
            Enum.GetValues(type).Cast<object>(), names.Split(' ')
            .Select(name => JsonSerializer.Deserialize($"\"{name}\"", type, RunJson.Line)!));
    }

    /// <summary>One spelling in checkpoint, events, exports and answers of the service.</summary>
    [Fact]
    public void Kinds_HaveOneSpellingEverywhere()
    {
        foreach (FileKind kind in Enum.GetValues<FileKind>().Except([FileKind.Any]))
        {
            Assert.Equal(KindNames.Of(kind), JsonSerializer.SerializeToElement(kind, RunJson.Line).GetString());
            Assert.Equal(KindNames.Of(kind), JsonSerializer.SerializeToElement(kind, ServiceJson.Options).GetString());
        }
    }

    [Fact]
    public void ReportsAndEvents_HoldNoOtherEnumThanThose()
    {
        HashSet<Type> seen = [];
        foreach (Type root in Kinds(typeof(RunEvent)).Append(typeof(RunReport)).Append(typeof(Heartbeat)))
        {
            Collect(root, seen);
        }

        Assert.DoesNotContain(seen, type => type.IsEnum && RunJson.Line.GetConverter(type).GetType().Name != "StoredEnum`1");
    }

    [Fact]
    public void ListOfJobs_IsSpelledAsEver()
    {
        Assert.Equal(["ended", "running", "paused"], Enum.GetValues<Wanted>().Select(StoredJobNames.Of));
        Assert.Equal(
            ["queued", "starting", "running", "pausing", "paused", "stopping", "cancelled", "interrupted", "done", "failed", "held"],
            Enum.GetValues<JobState>().Select(StoredJobNames.Of));
        Assert.All(Enum.GetValues<JobState>(), state => Assert.Equal(state, StoredJobNames.StateOf(StoredJobNames.Of(state))));
    }

    private static IEnumerable<Type> Kinds(Type of) =>
        of.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).Where(kind => kind.IsSubclassOf(of));

    private static object Sample(Type kind) => System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(kind);

    private static void Collect(Type type, HashSet<Type> seen)
    {
        foreach (Type part in type.IsGenericType || type.IsArray
            ? [.. type.GetGenericArguments(), type.GetElementType() ?? typeof(object)] : (Type[])[type])
        {
            if (seen.Add(part) && part.Namespace?.StartsWith("BrowserScraper", StringComparison.Ordinal) == true && !part.IsEnum)
            {
                foreach (PropertyInfo property in part.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                    .Where(each => each.GetMethod is { IsPublic: true } || each.IsDefined(typeof(JsonIncludeAttribute))))
                {
                    Collect(property.PropertyType, seen);
                }
            }
        }
    }
}
