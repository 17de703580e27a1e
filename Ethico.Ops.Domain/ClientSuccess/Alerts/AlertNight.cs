namespace Ethico.Ops.Domain.ClientSuccess;

public static class AlertNight
{
    public static AlertDay Of(OpenAlert? open, bool holds, bool mayOpen, DateOnly day) => (open, holds) switch
    {
        (null, true) => mayOpen ? AlertDay.Opens : AlertDay.Nothing,
        (null, false) => AlertDay.Nothing,
        ({ } alert, false) => alert.QuietNights + 1 >= AlertRules.QuietNights ? AlertDay.Resolves : AlertDay.Fades,
        ({ State: AlertState.Snoozed, SnoozedUntil: { } until }, true) when until <= day => AlertDay.Returns,
        _ => AlertDay.Stays,
    };
}
