using System.Runtime.InteropServices;

namespace Ethico.Ops.Domain.Migration;

/// <summary>A value on its way through a chain. Small enough to be passed by value: a million rows make none of these on the heap.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TransformValue
{
    private readonly string? text;
    private readonly object? parts;

    private TransformValue(TransformValueKind kind, string? text, object? parts, bool boolean, decimal number)
    {
        Kind = kind;
        this.text = text;
        this.parts = parts;
        Boolean = boolean;
        Number = number;
    }

    public TransformValueKind Kind { get; }

    public bool IsBlank => Kind is TransformValueKind.Blank;

    /// <summary>The value as text whatever its kind: the full name of a name, a list joined with "; ", empty when blank.</summary>
    public string Text => text ?? "";

    /// <summary>Means something only for <see cref="TransformValueKind.Boolean"/>.</summary>
    public bool Boolean { get; }

    /// <summary>Means something only for <see cref="TransformValueKind.Number"/>.</summary>
    public decimal Number { get; }

    /// <summary>The parts of a list; one part for any other value, none when blank.</summary>
    public IReadOnlyList<string> List => parts as string[] ?? (IsBlank ? [] : [Text]);

    /// <summary>Only where splitName took the value apart.</summary>
    public PersonName? Name => parts as PersonName;

    public static TransformValue Blank => default;

    /// <summary>Text as it is; empty text is blank, white space is not.</summary>
    public static TransformValue Of(string? text) =>
        string.IsNullOrEmpty(text) ? default : new(TransformValueKind.Text, text, null, false, 0m);

    public static TransformValue Of(bool value) => new(TransformValueKind.Boolean, value ? "true" : "false", null, value, 0m);

    /// <param name="value">The number.</param>
    /// <param name="plain">The same number as plain text with a decimal point.</param>
    public static TransformValue Of(decimal value, string plain) => new(TransformValueKind.Number, plain, null, false, value);

    public static TransformValue Of(PersonName name) =>
        name.Full.Length == 0 ? default : new(TransformValueKind.Name, name.Full, name, false, 0m);

    public static TransformValue Of(string[] list) =>
        list.Length == 0 ? default : new(TransformValueKind.List, string.Join("; ", list), list, false, 0m);
}
