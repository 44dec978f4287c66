using System.Reflection;

namespace BrowserScraper.Tests.Discovery;

/// <summary>A page that is there, and does nothing.</summary>
public class SilentPage : DispatchProxy
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        "get_Url" => "http://site.example/list",
        "get_IsClosed" => false,
        _ => throw new NotSupportedException(targetMethod.Name),
    };
}
