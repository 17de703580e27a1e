using System.Globalization;
using System.Text.RegularExpressions;

namespace Ethico.Ops.Domain.Migration;

/// <summary>What people call a run: MIG-2026-00017, counted per UTC year.</summary>
public readonly partial record struct RunReference
{
    private RunReference(string text) => Text = text;

    public string Text { get; }

    public static RunReference Of(int year, int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"MIG-{year:D4}-{number:D5}"));

    /// <summary>Null for what is no reference. Blanks around it and small letters are forgiven: it is typed by hand.</summary>
    public static RunReference? Parse(string? typed) =>
        typed?.Trim().ToUpperInvariant() is { } text && Form.IsMatch(text) ? new(text) : null;

    public override string ToString() => Text ?? "";

    [GeneratedRegex(@"^MIG-[0-9]{4}-[0-9]{5,7}\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Form { get; }
}
