using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Map;

/// <summary>The transforms as step 3 offers them. Value maps, dates and copies have places of their own.</summary>
internal static class TransformWording
{
    public static IReadOnlyList<string> Offered { get; } =
    [
        TrimTransform.Word, CollapseSpacesTransform.Word, UpperTransform.Word, LowerTransform.Word, EmptyIfTransform.Word, StripHtmlTransform.Word,
        ParseBooleanTransform.Word, ParseNumberTransform.Word, ExtractEmailTransform.Word, ExtractPhoneTransform.Word, SplitNameTransform.Word, SplitListTransform.Word,
        SplitPartTransform.Word, ConcatTransform.Word, ConstantTransform.Word, IfEmptyTransform.Word, ReplaceTransform.Word, MaskTransform.Word,
    ];

    /// <summary>What a person types for it, at most two.</summary>
    public static IReadOnlyList<string> Arguments(string name) => name switch
    {
        EmptyIfTransform.Word => ["Words that mean nothing, with ; between them (blank: the usual ones)"],
        ParseNumberTransform.Word => ["Decimal mark: . or ,"],
        ParseBooleanTransform.Word => ["Type no if blank means no"],
        SplitListTransform.Word => ["Separator"],
        SplitPartTransform.Word => ["Separator", "Part, from 1"],
        ConcatTransform.Word => ["Separator (blank: a line break)", "Type labels to write the headers"],
        ConstantTransform.Word => ["Text"],
        IfEmptyTransform.Word => ["Text to stand in"],
        ReplaceTransform.Word => ["Pattern", "Replacement"],
        _ => [],
    };

    public static Outcome<Transform> Make(string name, IReadOnlyList<string> typed) => name switch
    {
        TrimTransform.Word => Of(new TrimTransform()),
        CollapseSpacesTransform.Word => Of(new CollapseSpacesTransform()),
        UpperTransform.Word => Of(new UpperTransform()),
        LowerTransform.Word => Of(new LowerTransform()),
        StripHtmlTransform.Word => Of(new StripHtmlTransform()),
        ExtractEmailTransform.Word => Of(new ExtractEmailTransform()),
        ExtractPhoneTransform.Word => Of(new ExtractPhoneTransform()),
        SplitNameTransform.Word => Of(new SplitNameTransform()),
        MaskTransform.Word => Of(new MaskTransform()),
        EmptyIfTransform.Word => Of(new EmptyIfTransform(typed[0].Trim().Length == 0 ? null : typed[0].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))),
        ParseBooleanTransform.Word => Of(new ParseBooleanTransform(typed[0].Trim().Equals("no", StringComparison.OrdinalIgnoreCase))),
        ParseNumberTransform.Word => typed[0].Trim() switch
        {
            "." => Of(new ParseNumberTransform(DecimalMark.Point)),
            "," => Of(new ParseNumberTransform(DecimalMark.Comma)),
            _ => new Refusal("transform", "Say which decimal mark the column uses: . or ,"),
        },
        SplitListTransform.Word => Of(new SplitListTransform(typed[0])),
        SplitPartTransform.Word => int.TryParse(typed[1], NumberStyles.None, CultureInfo.InvariantCulture, out var part)
            ? Of(new SplitPartTransform(typed[0], part)) : new Refusal("transform", "Say which part, from 1."),
        ConcatTransform.Word => Of(new ConcatTransform(Separator: typed[0].Length == 0 ? null : typed[0], Labelled: typed[1].Trim().Equals("labels", StringComparison.OrdinalIgnoreCase))),
        ConstantTransform.Word => Of(new ConstantTransform(typed[0])),
        IfEmptyTransform.Word => Of(new IfEmptyTransform(Text: typed[0])),
        ReplaceTransform.Word => Of(new ReplaceTransform(typed[0], typed[1])),
        _ => new Refusal("transform", "There is no such transform."),
    };

    public static string Short(Transform transform) => transform switch
    {
        SplitListTransform split => $"splitList {split.Separator}",
        SplitPartTransform part => string.Create(CultureInfo.InvariantCulture, $"splitPart {part.Separator} {part.Part}"),
        ConstantTransform constant => $"constant “{Cut(constant.Text)}”",
        IfEmptyTransform { Text: { } text } => $"ifEmpty “{Cut(text)}”",
        IfEmptyTransform { Column: { } column } => $"ifEmpty {column}",
        ReplaceTransform replace => $"replace {Cut(replace.Pattern)}",
        ParseNumberTransform number => number.Mark is DecimalMark.Point ? "parseNumber ." : "parseNumber ,",
        ParseBooleanTransform { BlankMeansNo: true } => "parseBoolean, blank is no",
        _ => transform.Name,
    };

    public static string Explain(Transform transform) => transform switch
    {
        TrimTransform => "White space at both ends goes",
        CollapseSpacesTransform => "Runs of white space become one blank",
        EmptyIfTransform empty => $"Blank where it says {string.Join(", ", empty.Words ?? EmptyIfTransform.Usual)}",
        StripHtmlTransform => "Tags go, entities are decoded",
        ParseBooleanTransform => "Words for yes and no, in English and German",
        ExtractEmailTransform => "The first e-mail address",
        ExtractPhoneTransform => "The telephone number",
        SplitNameTransform => "First and last name",
        MaskTransform => "Each hit of the sensitive-data rules becomes •••",
        _ => transform.Name,
    };

    private static Outcome<Transform> Of(Transform transform) => Outcome.Of(transform);

    private static string Cut(string text) => WholeText.Shortened(text, 30);
}
