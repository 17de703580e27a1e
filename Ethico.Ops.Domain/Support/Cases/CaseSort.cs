namespace Ethico.Ops.Domain.Support;

/// <summary>Order of the case list; the id breaks ties. With a term the order is the reference's, descending (platform.md 4).</summary>
public enum CaseSort
{
    Newest,
    Oldest,
}
