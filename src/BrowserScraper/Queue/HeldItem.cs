using BrowserScraper.Accounts;
using BrowserScraper.Items;
using BrowserScraper.Output;

namespace BrowserScraper.Queue;

/// <summary>An item that is done as far as can be seen, on pages that do not tell who is signed in.</summary>
/// <param name="Claimed">The claim on it.</param>
/// <param name="Account">The account that worked on it.</param>
/// <param name="Generation">The session that it was worked on in.</param>
/// <param name="Page">The page's number.</param>
/// <param name="Outcome">What there is of it.</param>
/// <param name="Files">Its files, staged.</param>
/// <param name="Took">How long the attempt took.</param>
/// <param name="Since">When it was held.</param>
internal sealed record HeldItem(
    ClaimedItem Claimed, AccountLease Account, int Generation, int Page, ItemOutcome.Done Outcome, AttemptFiles Files, TimeSpan Took,
    long Since);
