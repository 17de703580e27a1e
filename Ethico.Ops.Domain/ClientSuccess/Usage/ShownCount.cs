namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A case or report count as it may leave: itself, "&lt; 5", or hidden beside one that is.</summary>
/// <param name="Value">Null where it is not told.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct ShownCount(int? Value, CountCover Cover)
{
    public bool IsShown => Cover is CountCover.None;

    public override string ToString() => Cover switch
    {
        CountCover.None => Value!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        CountCover.UnderFive => "< 5",
        _ => "hidden",
    };
}
