using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Ethico.Ops.Domain.Access;

/// <summary>Reads the members of one line in the order they were written, and nothing else.</summary>
/// <exception cref="JsonException">Not JSON.</exception>
/// <exception cref="FormatException">JSON, but not the member that stands here.</exception>
[StructLayout(LayoutKind.Auto)]
internal ref struct AuditLineReader
{
    private Utf8JsonReader json;

    public AuditLineReader(ReadOnlySpan<byte> line)
    {
        json = new Utf8JsonReader(line);
        if (!json.Read() || json.TokenType is not JsonTokenType.StartObject)
            throw new FormatException("Not an object.");
    }

    public string Text(ReadOnlySpan<byte> name) => MaybeText(name) ?? throw new FormatException("A value is missing.");

    public string? MaybeText(ReadOnlySpan<byte> name)
    {
        Step(name);
        return json.TokenType is JsonTokenType.Null ? null : json.GetString();
    }

    public long Number(ReadOnlySpan<byte> name)
    {
        Step(name);
        // 07, 7.0 and 7e0 are no second forms of 7.
        var value = json.GetInt64();
        Span<byte> form = stackalloc byte[20];
        value.TryFormat(form, out var length, default, CultureInfo.InvariantCulture);
        return json.ValueSpan.SequenceEqual(form[..length]) ? value : throw new FormatException("Not the form of a number.");
    }

    public DateTimeOffset Instant(ReadOnlySpan<byte> name) => AuditCanon.ParseInstant(Text(name)) ?? throw new FormatException("Not an instant.");

    public Guid? Id(ReadOnlySpan<byte> name)
    {
        var text = MaybeText(name);
        if (text is null)
            return null;
        var id = Guid.ParseExact(text, "D");
        return HasUpper(text) ? throw new FormatException("Ids are written in lower case.") : id;
    }

    public byte[] Hex(ReadOnlySpan<byte> name)
    {
        var text = Text(name);
        return HasUpper(text) ? throw new FormatException("Hex is written in lower case.") : Convert.FromHexString(text);
    }

    public void End()
    {
        if (!json.Read() || json.TokenType is not JsonTokenType.EndObject || json.Read())
            throw new FormatException("There is more than belongs here.");
    }

    private static bool HasUpper(string text) => text.AsSpan().ContainsAnyInRange('A', 'F');

    private void Step(ReadOnlySpan<byte> name)
    {
        if (!json.Read() || json.TokenType is not JsonTokenType.PropertyName || !json.ValueTextEquals(name) || !json.Read())
            throw new FormatException($"{Encoding.UTF8.GetString(name)} is not here.");
    }
}
