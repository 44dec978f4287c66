using BrowserScraper.Items;
using BrowserScraper.Output;

namespace BrowserScraper.Tests.Output;

public sealed class EqualFilesTests
{
    private static readonly SavedFile Same = File('a');

    private readonly Dictionary<string, ItemRecord> records = [];

    [Fact]
    public void Add_FileOfItsOwn_HasNoOther()
    {
        EqualFiles equal = Of(("one", Same));

        Assert.Equal(["two"], equal.Add("two", [File('b')]).Keys);
    }

    [Fact]
    public void Add_FileOfOthers_NamesThemAll()
    {
        EqualFiles equal = Of(("one", Same));

        Assert.Equal(["one", "two"], equal.Add("two", [Same]).Keys);
        Assert.Equal(["one", "two", "three"], equal.Add("three", [File('b'), Same]).Keys);
    }

    [Fact]
    public void Add_SameItemAgainOrTwiceTheSame_CountsOnce()
    {
        EqualFiles equal = Of(("one", Same));

        Assert.Equal(["one"], equal.Add("one", [Same, Same]).Keys);
    }

    [Fact]
    public void Add_OtherHasGotAnotherFileSince_DoesNotCount()
    {
        EqualFiles equal = Of(("one", Same));
        records["one"] = Done("one", File('b'));

        Assert.Equal(["two"], equal.Add("two", [Same]).Keys);
    }

    private EqualFiles Of(params (string Key, SavedFile File)[] known)
    {
        foreach ((string key, SavedFile file) in known)
        {
            records[key] = Done(key, file);
        }

        return new(records.Values, key => records.GetValueOrDefault(key));
    }

    private static ItemRecord Done(string key, SavedFile file) => new(new WorkItem(key)) { State = ItemState.Done, Files = [file] };

    private static SavedFile File(char letter) => new($"{letter}.pdf", 1, new string(letter, 64));
}
