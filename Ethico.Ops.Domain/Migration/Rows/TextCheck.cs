namespace Ethico.Ops.Domain.Migration;

/// <summary>What every text is looked through for on its way to a target: length, markup, text encoded twice, sensitive data.</summary>
internal sealed class TextCheck(TargetField target, SensitiveFinder finder)
{
    public const string RedactedWord = "[REDACTED]";

    // Names and codes are no place for a card number; looking through them would double the time of a pass.
    private readonly bool mayHoldSensitive = target.DataClass is DataClass.Narrative;

    /// <summary>False: the value must not be stored.</summary>
    public bool Passes(in TransformValue value, int column, RowFindings findings)
    {
        var text = value.Text;
        if (mayHoldSensitive)
            LookForSensitive(text, column, findings);
        if (text.Contains('<', StringComparison.Ordinal) && Markup.IsIn(text))
            findings.Add(Rules.MarkupInText, column, text, "The text holds markup, which is shown as it stands.", "Take the tags off", SuggestionKind.StripMarkup);
        if (text.AsSpan().IndexOfAny('Ã', 'Â', 'â') >= 0 && DoubleEncoding.Mended(text) is { } mended)
            findings.Add(Rules.EncodedTwice, column, text, "The text was encoded twice.", "Use the mended text", SuggestionKind.SetCell, mended);
        if (text.Contains(RedactedWord, StringComparison.Ordinal))
        {
            findings.Add(Rules.Redacted, column, text, $"The cell holds {RedactedWord} instead of its text.");
            return false;
        }

        return IsWithin(value, column, findings);
    }

    private bool IsWithin(in TransformValue value, int column, RowFindings findings)
    {
        if (target.MaxLength is not { } most)
            return true;
        // Each entry of a list has the limit for itself.
        var longest = 0;
        if (value.Kind is TransformValueKind.List)
        {
            foreach (var part in value.List)
                longest = Math.Max(longest, part.Length);
        }
        else
        {
            longest = value.Text.Length;
        }

        if (longest <= most)
            return true;
        findings.Add(
            Rules.TextTooLong, column, value.Text,
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{longest:N0} characters; {target.Words} holds {most:N0}."),
            "Move the rest to the notes", SuggestionKind.MoveRestToNotes);
        return false;
    }

    private void LookForSensitive(string text, int column, RowFindings findings)
    {
        var found = finder.Find(text, SensitiveKinds.Sensitive);
        if (found is SensitiveKinds.None)
            return;
        if (found.HasFlag(SensitiveKinds.SocialSecurityNumber))
            findings.Add(Rules.SocialSecurity, column, null, null, "Mask it", SuggestionKind.Mask);
        if (found.HasFlag(SensitiveKinds.CardNumber))
            findings.Add(Rules.CardNumber, column, null, null, "Mask it", SuggestionKind.Mask);
        if (found.HasFlag(SensitiveKinds.HealthTerm))
            findings.Add(Rules.HealthTerm, column, null, null, "Mask it", SuggestionKind.Mask);
    }
}
