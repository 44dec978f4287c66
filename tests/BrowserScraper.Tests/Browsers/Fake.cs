using System.Reflection;

namespace BrowserScraper.Tests.Browsers;

/// <summary>
/// One of Playwright's interfaces without a browser: it keeps handlers of events, so that a test can raise them, counts calls, and answers
/// with what it was given, or with nothing.
/// </summary>
public class Fake<T> : DispatchProxy
    where T : class
{
    private readonly Dictionary<string, Delegate?> handlers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<object?[], object?>> answers = new(StringComparer.Ordinal);
    private readonly List<string> calls = [];

    /// <summary>The thing itself.</summary>
    public T It => (T)(object)this;

    public IReadOnlyList<string> Calls => calls;

    /// <summary>Sets what a member answers.</summary>
    /// <param name="member">A method's name, or a property's with <c>get_</c>.</param>
    /// <param name="answer">Gets the arguments.</param>
    public Fake<T> Answers(string member, Func<object?[], object?> answer)
    {
        answers[member] = answer;
        return this;
    }

    /// <summary>Has an event happen.</summary>
    public void Raise(string name, object? happened) => handlers.GetValueOrDefault(name)?.DynamicInvoke(this, happened);

    public bool IsHeard(string name) => handlers.GetValueOrDefault(name) is not null;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        string name = targetMethod!.Name;
        if (name.StartsWith("add_", StringComparison.Ordinal))
        {
            handlers[name[4..]] = Delegate.Combine(handlers.GetValueOrDefault(name[4..]), (Delegate)args![0]!);
            return null;
        }

        if (name.StartsWith("remove_", StringComparison.Ordinal))
        {
            handlers[name[7..]] = Delegate.Remove(handlers.GetValueOrDefault(name[7..]), (Delegate)args![0]!);
            return null;
        }

        calls.Add(name);
        return answers.TryGetValue(name, out Func<object?[], object?>? answer) ? answer(args ?? []) : Nothing(targetMethod.ReturnType);
    }

    private static object? Nothing(Type type) => type switch
    {
        _ when type == typeof(Task) => Task.CompletedTask,
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(Task<>) =>
            typeof(Task).GetMethod(nameof(Task.FromResult))!.MakeGenericMethod(type.GenericTypeArguments)
                .Invoke(null, [Nothing(type.GenericTypeArguments[0])]),
        { IsValueType: true } when type != typeof(void) => Activator.CreateInstance(type),
        _ => null,
    };
}
