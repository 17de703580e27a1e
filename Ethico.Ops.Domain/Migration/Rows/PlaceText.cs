namespace Ethico.Ops.Domain.Migration;

/// <summary>A location as the row's cells describe it.</summary>
internal readonly record struct PlaceText(string? Code, string? Name, string? City, string? State, string? PostalCode, string? Country)
{
    public bool IsEmpty => Code is null && Name is null && City is null && State is null && PostalCode is null && Country is null;

    /// <summary>What it is called where the source has no name for it: the most exact thing that is known.</summary>
    public string Called => Name ?? Code ?? City ?? State ?? PostalCode ?? Country ?? "";

    /// <summary>What is stored of the country: its code where it is known by one.</summary>
    public string? CountryCode => Country is null ? null : CountryText.Of(Country);
}
