using System.Text.Json;
using Microsoft.Playwright;

namespace BrowserScraper.Scripts;

/// <summary>
/// Scrolls a list of results a view at a time until results show that were not there before: the window, or whatever box the results are
/// in. A list may keep only those in the document that are near the view, so nothing is passed over before it was drawn.
/// </summary>
/// <param name="page">The page.</param>
/// <param name="source">Whose results.</param>
/// <param name="names">The attributes that may have an address.</param>
internal sealed class MediaScroll(IPage page, MediaSource source, string[] names)
{
    // How long further results may take to show, before the list counts as read to its end, in ms.
    private const int Patience = 3000;

    // So often the same results may show after a scroll; a list that repeats itself would never end.
    private const int MostIdle = 30;

    private const string Further = """
        async ([results, end, names, known, patience, mostIdle, isInnerDone]) => {
            const have = new Set(known);
            const all = () => [...document.querySelectorAll(results)];
            const pause = () => new Promise(next => setTimeout(next, 50));
            const root = document.scrollingElement;
            let boxes = [];
            const findBoxes = () => {
                const found = new Set();
                const seen = new Set([root]);
                for (const element of all()) {
                    for (let box = element.parentElement; box && !seen.has(box); box = box.parentElement) {
                        seen.add(box);
                        if (box.scrollHeight > box.clientHeight + 1
                            && /auto|scroll|overlay/.test(getComputedStyle(box).overflowY)) found.add(box);
                    }
                }
                boxes = found.size || !boxes.length ? [...found, root] : boxes;
            };
            const isNew = () => all().some(element => {
                const values = names.map(name => element.getAttribute(name) ?? '');
                return values.some(value => value) && !have.has(values.join('\n'));
            });
            const isOver = () => end && document.querySelector(end);
            const left = box => box.scrollHeight - box.clientHeight - box.scrollTop;
            const canMove = () => { findBoxes(); return boxes.some(box => left(box) > 1); };
            const viewEnd = box => box === root ? innerHeight : Math.min(innerHeight, box.getBoundingClientRect().bottom);
            const within = box => all().filter(element => box === root || box.contains(element));
            const drawnEnd = box => Math.max(-Infinity, ...within(box).map(element => element.getBoundingClientRect().bottom));
            const isDrawn = () => { const box = boxes.find(each => left(each) > 1); return !box || drawnEnd(box) >= viewEnd(box) - 1; };
            const move = () => {
                for (const box of boxes.filter(each => left(each) > 1)) {
                    const before = box.scrollTop;
                    // As far as results are drawn, nothing is missed; beyond that a view at a time.
                    box.scrollBy({ top: Math.max(box.clientHeight * 0.8, drawnEnd(box) - viewEnd(box)), behavior: 'instant' });
                    if (box.scrollTop > before) return true;
                }
                return false;
            };
            const told = isFound => ({ isFound, isInnerDone });
            const wait = async isDone => {
                for (const until = performance.now() + patience; !isDone() && performance.now() < until;) await pause();
            };

            for (let idle = 0; idle < mostIdle; idle++) {
                if (canMove()) await wait(() => isNew() || isDrawn() || isOver());
                if (isNew()) return told(true);

                // A box at its end may still get further results; once the window has moved on, nobody sees that end.
                if (canMove() && left(boxes[0]) <= 1 && !isInnerDone) {
                    await wait(() => isNew() || left(boxes[0]) > 1 || isOver());
                    if (isNew()) return told(true);
                    isInnerDone = left(boxes[0]) <= 1;
                }
                if (canMove() && move()) {
                    await pause();
                    continue;
                }
                let hasMoved = false;
                await wait(() => isNew() || isOver() || (canMove() && (hasMoved = move())));
                if (isNew()) return told(true);
                if (!hasMoved) return told(false);
            }
            return told(false);
        }
        """;

    private bool isInnerDone;

    private sealed record ScrollStep(bool IsFound, bool IsInnerDone);

    /// <param name="known">The values of those attributes, each element's in lines, that were read already.</param>
    /// <returns>False where the list has come to its end.</returns>
    public async Task<bool> FurtherAsync(IEnumerable<string> known)
    {
        string said = await page.EvaluateAsync<string>(
            $"async asked => JSON.stringify(await ({Further})(asked))",
            new object?[] { source.Results, source.End, names, known.ToArray(), Patience, MostIdle, isInnerDone });
        ScrollStep told = JsonSerializer.Deserialize<ScrollStep>(said, JsonSerializerOptions.Web)!;
        isInnerDone = told.IsInnerDone;
        return told.IsFound;
    }
}
