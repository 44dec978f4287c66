namespace BrowserScraper.Reports;

/// <summary>What one page did, in figures.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Endings">How its attempts ended.</param>
/// <param name="BusySeconds">How long it had an item.</param>
/// <param name="LongestWait">Between two items, in seconds.</param>
/// <param name="BusyShare">Of the whole run, in percent.</param>
internal sealed record PageSummary(
    string Name, IReadOnlyDictionary<AttemptEnding, int> Endings, double BusySeconds, double LongestWait, double BusyShare)
{
    public string InWords =>
        $"{Name}: {Of(AttemptEnding.Done)} done, {Of(AttemptEnding.TriedAgain)} tried again, {Of(AttemptEnding.GivenUp)} given up; "
            + $"busy {BusyShare:0} % of the time, longest wait {Words.Duration(LongestWait)}";

    public int Of(AttemptEnding ending) => Endings.GetValueOrDefault(ending);

    public static PageSummary Of(string name, IEnumerable<AttemptSpan> spans, TimeAxis axis)
    {
        AttemptSpan[] inOrder = [.. spans.OrderBy(span => span.Start)];
        double longest = inOrder.Zip(inOrder.Skip(1), (one, next) => next.Start - one.End).Append(0).Max();
        return new(name, inOrder.CountBy(span => span.Ending)
            .ToDictionary(), inOrder.Sum(span => span.Seconds), longest, PageLane.Share(inOrder, axis));
    }
}
