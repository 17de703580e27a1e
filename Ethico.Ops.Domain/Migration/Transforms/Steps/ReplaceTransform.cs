using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <param name="Pattern">A regular expression without look-around and back references: those cannot be matched in linear time.</param>
/// <param name="With">May hold $1, ${name} and $$; empty takes the match out.</param>
public sealed record ReplaceTransform(string Pattern, string With) : Transform
{
    public const string Word = "replace";

    private const int PatternMost = 500;

    // The clock runs on while the processor does something else; that does not happen three times to one cell.
    private const int Tries = 3;

    private static readonly TimeSpan CellMost = TimeSpan.FromMilliseconds(100);

    internal override Refusal? Check(TransformColumns columns)
    {
        if (Pattern is not { Length: >= 1 and <= PatternMost } || With is not { Length: <= PatternMost })
            return TransformRefusals.ArgumentWrong(Word, $"the pattern has 1 to {PatternMost} characters, the replacement at most {PatternMost}.");
        // They repeat the whole cell at every match: a megabyte of text would become a terabyte.
        if (With.Contains("$_", StringComparison.Ordinal) || With.Contains("$`", StringComparison.Ordinal) || With.Contains("$'", StringComparison.Ordinal))
            return TransformRefusals.ArgumentWrong(Word, "the replacement may not repeat the text around the match.");
        if (ConstantText.Check(Word, With.Length == 0 ? " " : With) is { } refusal)
            return refusal;
        try
        {
            _ = Made();
            return null;
        }
        catch (NotSupportedException)
        {
            return TransformRefusals.ArgumentWrong(Word, "this pattern cannot be matched in linear time. Leave out look-around, back references and large counts.");
        }
        catch (ArgumentException)
        {
            return TransformRefusals.ArgumentWrong(Word, "the pattern is not a regular expression.");
        }
    }

    internal override TransformStep Compile(TransformColumns columns)
    {
        var pattern = Made();
        return (TransformValue value, ReadOnlySpan<string> _, ref TransformFaults faults) =>
            value.IsBlank ? value : TransformValue.Of(Replaced(pattern, value.Text, ref faults));
    }

    private string Replaced(Regex pattern, string text, ref TransformFaults faults)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            if (InTime(pattern, text, ref faults) is { } made)
                return made;
        }

        faults.Error(TransformCodes.TooLongOrTooSlow, "The replacement took over 100 ms on this cell.");
        return "";
    }

    // Null: it took too long. The pattern's own limit starts anew at each match, and looking on from a million matches is quadratic: the cell has one clock.
    private string? InTime(Regex pattern, string text, ref TransformFaults faults)
    {
        try
        {
            var match = pattern.Match(text);
            if (!match.Success)
                return text;
            var started = Stopwatch.GetTimestamp();
            var made = new StringBuilder(text.Length);
            var after = 0;
            for (; match.Success; match = match.NextMatch())
            {
                made.Append(text, after, match.Index - after).Append(match.Result(With));
                after = match.Index + match.Length;
                if (made.Length > TextMost)
                {
                    faults.Error(TransformCodes.TooLongOrTooSlow, "After the replacement the text is over 1 MB.");
                    return "";
                }

                if (Stopwatch.GetElapsedTime(started) > CellMost)
                    return null;
            }

            // A pattern may match half of a character beyond the basic plane; PostgreSQL cannot hold the other half.
            return CleanText.Of(made.Append(text, after, text.Length - after).ToString(), ref faults);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private Regex Made() => new(Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, CellMost);
}
