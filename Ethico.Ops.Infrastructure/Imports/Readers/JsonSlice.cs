using System.Text.Json;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>The inside of one object, with what a reader has to know to begin there.</summary>
internal readonly record struct JsonSlice(ReadOnlyMemory<byte> Bytes, JsonReaderState State)
{
    public Utf8JsonReader Reader() => new(Bytes.Span, isFinalBlock: false, State);
}
