using System.Collections.Concurrent;
using System.Globalization;

namespace Ethico.Ops.Tests.Support.Circuits;

/// <summary>What a circuit's calls into the browser are answered with: null, an object's reference where one is asked for, or what was taught.</summary>
internal sealed class ScriptAnswers
{
    private const int WantsObject = 1;

    private readonly ConcurrentDictionary<string, Func<string, string>> _taught = new(StringComparer.Ordinal);
    private long _objects;

    /// <param name="json">The value, as JSON.</param>
    public void Teach(string identifier, string json) => Teach(identifier, _ => json);

    /// <param name="answer">From the arguments' JSON to the value's.</param>
    public void Teach(string identifier, Func<string, string> answer) => _taught[identifier] = answer;

    public string For(string identifier, string arguments, int resultType)
    {
        if (_taught.TryGetValue(identifier, out var answer))
            return answer(arguments);
        return resultType is WantsObject
            ? $$"""{"__jsObjectId":{{Interlocked.Increment(ref _objects).ToString(CultureInfo.InvariantCulture)}}}"""
            : "null";
    }
}
