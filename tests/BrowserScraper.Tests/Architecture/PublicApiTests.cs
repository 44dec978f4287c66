using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;
using BrowserScraper.Run;
using BrowserScraper.Testing.Stores;
using Assembly = System.Reflection.Assembly;

namespace BrowserScraper.Tests.Architecture;

/// <summary>
/// What a script, a program around the library or a second job store may use. src/BrowserScraper/PublicAPI.Shipped.txt lists it.
/// </summary>
public sealed class PublicApiTests
{
    private const int MostTypes = 60;

    private static readonly Assembly Library = typeof(JobRunner).Assembly;

    // Types within a type, such as the kinds of RunEvent, count with it.
    [Fact]
    public void Types_ThatAreExported_AreFew() => Assert.InRange(
        Library.GetExportedTypes().Count(type => !type.IsNested), 1, MostTypes);

    [Fact]
    public void Types_ThatAreExported_HaveASummary()
    {
        IEnumerable<string> documented =
            from member in XDocument.Load(Path.ChangeExtension(Library.Location, ".xml")).Descendants("member")
            where !string.IsNullOrWhiteSpace(member.Element("summary")?.Value)
            select member.Attribute("name")!.Value;

        Assert.Empty(Library.GetExportedTypes().Select(type => $"T:{type.FullName!.Replace('+', '.')}").Except(documented));
    }

    [Fact]
    public void JobStoreInMemory_AsAnotherProgramWouldWriteOne_UsesNothingInternal()
    {
        ArchUnitNET.Domain.Architecture loaded = new ArchLoader().LoadAssemblies(Library, typeof(MemoryJobStore).Assembly).Build();
        string stores = typeof(MemoryJobStore).Namespace!;
        IType[] memory = [.. loaded.Types.Where(type => type.FullName.StartsWith($"{stores}.Memory", StringComparison.Ordinal))];
        ITypeDependency[] uses =
            [.. memory.SelectMany(type => type.Dependencies).Where(use => use.Target.Assembly.FullName == Library.FullName)];

        Assert.NotEmpty(uses);
        Assert.Empty(uses.Where(use => !IsPublic(use)).Select(NameOf).Distinct());
    }

    // What is private nobody can name: it is the copying that "with" does.
    private static bool IsPublic(ITypeDependency use) => Library.GetType(use.Target.FullName) is { IsVisible: true }
        && use is not IMemberMemberDependency { TargetMember.Visibility: not (Visibility.Public or Visibility.Private) };

    private static string NameOf(ITypeDependency use) =>
        use is IMemberMemberDependency { TargetMember: { } member } ? $"{use.Target.Name}.{member.Name}" : use.Target.Name;
}
