using System.Text.Json;
using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>Finds the records: a list of objects, one object holding one such list, or objects one after another.</summary>
internal static class JsonRecords
{
    /// <param name="kind">With Json an outer object is the wrapping, with NdJson it is a record.</param>
    /// <param name="encoding">Anything but UTF-8 is transcoded on the way, strictly.</param>
    public static IEnumerable<JsonRecord> Each(Stream content, FileKind kind, string encoding, FormatLimits limits)
    {
        var tokens = Tokens(content, encoding, limits.CellSize * 16);
        return kind is FileKind.NdJson ? Lines(tokens) : Document(tokens);
    }

    private static IEnumerable<JsonRecord> Lines(JsonTokens tokens)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var token = tokens.Next();
            if (token is JsonTokenType.None)
                yield break;
            if (token is not JsonTokenType.StartObject)
                throw isFirst ? Shape() : Other(tokens);
            yield return LineRecord(tokens);
        }
    }

    // A record that was cut makes sense until somewhere in the next: the line to be mended is the one it begins on.
    private static JsonRecord LineRecord(JsonTokens tokens)
    {
        var line = tokens.Line;
        try
        {
            return Record(tokens, null);
        }
        catch (UnreadableSourceException unreadable) when (unreadable.Fault is { Line: { } at, Offset: { } offset, Refusal.Code: "json-broken" } && at > line)
        {
            throw new UnreadableSourceException(FormatRefusals.JsonRecord(line, at, offset));
        }
    }

    private static IEnumerable<JsonRecord> Document(JsonTokens tokens)
    {
        var first = tokens.Next();
        if (first is JsonTokenType.StartArray)
        {
            foreach (var record in List(tokens, null))
                yield return record;
        }
        else if (first is JsonTokenType.StartObject)
        {
            var found = (string?)null;
            while (tokens.Next() is JsonTokenType.PropertyName)
            {
                var name = tokens.Text;
                var value = tokens.Next();
                if (value is JsonTokenType.StartObject)
                    Skip(tokens);
                if (value is not JsonTokenType.StartArray)
                    continue;
                foreach (var record in InnerList(tokens, name))
                {
                    // Two lists of objects: nobody said which one holds the records.
                    if (found is not null && !string.Equals(found, name, StringComparison.Ordinal))
                        throw Shape();
                    found = name;
                    yield return record;
                }
            }

            if (found is null)
                throw Shape();
        }
        else
        {
            throw Shape();
        }

        if (tokens.Next() is not JsonTokenType.None)
            throw new UnreadableSourceException(FormatRefusals.JsonBehind(tokens.Line, tokens.TokenOffset));
    }

    private static IEnumerable<JsonRecord> List(JsonTokens tokens, string? name)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var token = tokens.Next();
            if (token is JsonTokenType.EndArray)
                yield break;
            if (token is not JsonTokenType.StartObject)
                throw isFirst ? Shape() : Other(tokens);
            yield return Record(tokens, name);
        }
    }

    // A list of scalars beside the records is of no interest.
    private static IEnumerable<JsonRecord> InnerList(JsonTokens tokens, string name)
    {
        var (isRecords, isOther) = (false, false);
        while (true)
        {
            var token = tokens.Next();
            if (token is JsonTokenType.EndArray)
                yield break;
            isOther |= token is not JsonTokenType.StartObject;
            isRecords |= token is JsonTokenType.StartObject;
            if (isRecords && isOther)
                throw Other(tokens);
            if (isRecords)
                yield return Record(tokens, name);
            else if (token is JsonTokenType.StartArray)
                Skip(tokens);
        }
    }

    private static JsonRecord Record(JsonTokens tokens, string? name)
    {
        var (line, offset) = (tokens.Line, tokens.Offset - 1);
        return new(tokens.Rest(line, offset), line, offset, name);
    }

    private static void Skip(JsonTokens tokens)
    {
        for (var open = 1; open > 0;)
        {
            open += tokens.Next() switch
            {
                JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
                JsonTokenType.EndObject or JsonTokenType.EndArray => -1,
                _ => 0,
            };
        }
    }

    private static JsonTokens Tokens(Stream content, string encoding, int maxRecord)
    {
        if (string.Equals(encoding, "utf-8", StringComparison.OrdinalIgnoreCase))
            return new(content, maxRecord);
        var decoder = TextDecoder.For(encoding) ?? throw new UnreadableSourceException(new(FormatRefusals.EncodingUnknown));
        var text = new CharSource(content, decoder);
        return new(new Utf8Stream(text), maxRecord, text.ByteAt(0), (int)decoder.ByteCount(" "));
    }

    private static UnreadableSourceException Shape() => new(new(FormatRefusals.JsonShape));

    private static UnreadableSourceException Other(JsonTokens tokens) => new(FormatRefusals.JsonOther(tokens.Line, tokens.TokenOffset));
}
