namespace Ethico.Ops.Portal.Components.Shared;

internal static class TagTones
{
    public static string Css(this TagTone tone) => tone switch
    {
        TagTone.Good => "good",
        TagTone.Info => "info",
        TagTone.Caution => "caution",
        TagTone.Bad => "bad",
        TagTone.Accent => "accent",
        _ => "",
    };
}
