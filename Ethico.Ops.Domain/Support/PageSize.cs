namespace Ethico.Ops.Domain.Support;

/// <summary>Rows on a page of the workspace's lists: what an address asks for is held between the limits.</summary>
public static class PageSize
{
    public const int Least = 10;
    public const int Default = 25;
    public const int Most = 100;

    public static int Held(int? asked) => Math.Clamp(asked ?? Default, Least, Most);
}
