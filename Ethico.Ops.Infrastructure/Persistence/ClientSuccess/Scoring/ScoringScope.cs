using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>The last day of a scoring, with what COPY needs of it as literals: it takes no parameters.</summary>
/// <param name="calendar">Whose days.</param>
/// <param name="day">The last.</param>
/// <param name="only">Null: everybody.</param>
/// <param name="version">Of the model in force on it.</param>
internal sealed class ScoringScope(NightCalendar calendar, DateOnly day, IReadOnlyList<OrganizationId>? only, int version)
{
    public DateOnly Day => day;

    public int Version => version;

    public string Zone { get; } = LaneSql.Zone(calendar);

    /// <summary>The instant it is over.</summary>
    public string End => $"({Ago(-1)}::timestamp at time zone {Zone})";

    /// <summary>Appended to the condition of a table that is read by its day.</summary>
    public string Mine { get; } = LaneSql.Mine(only);

    public string Ago(int days) => RollUpScope.Date(day.DayNumber - days);
}
