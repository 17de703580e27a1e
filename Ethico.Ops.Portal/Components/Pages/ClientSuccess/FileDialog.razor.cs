using System.Text.Json;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>The client file as a form. Where somebody saved first, what is typed stays beside what stands now.</summary>
public sealed partial class FileDialog
{
    private string industry = "";
    private string headcount = "";
    private string seats = "";
    private string tags = "";
    private DateOnly? renewalOn;
    private string renewalKind = "";
    private AlertLevel level;
    private string lead = "";

    [Inject]
    public required ClientFiles Files { get; init; }

    [Parameter, EditorRequired]
    public required ClientFilePage Page { get; set; }

    // Whoever leads now stands there, too, assigned or not: a choice that is missing would be made without a word.
    private IEnumerable<(OperatorId Id, string Name)> Leads => Page.Client.Lead is { } now && !Page.Leads.Any(l => l.Id == now)
        ? [.. Page.Leads, (now, $"{Page.Client.LeadName ?? "Somebody"} (not assigned any more)")]
        : Page.Leads;

    private string Fields => JsonSerializer.Serialize(new Typed(industry, headcount, seats, tags, renewalOn, renewalKind, level, lead));

    /// <summary>Shows the dialog; true when the file was saved.</summary>
    public static async Task<bool> AskAsync(IDialogService dialogs, OrganizationId tenant, ClientFilePage page)
    {
        var shown = await dialogs.ShowAsync<FileDialog>("Edit the client file", new DialogParameters<FileDialog> { { d => d.Tenant, tenant }, { d => d.Page, page } }, OpsDialogs.Decision);
        return await shown.Result is { Canceled: false };
    }

    protected override void OnInitialized()
    {
        var was = Page.Client;
        (industry, headcount, seats, tags) = (was.Industry ?? "", Text(was.Headcount), Text(was.LicensedSeats), FileWording.Tags(was.Tags));
        (renewalOn, renewalKind, level, lead, Version) = (was.RenewalOn, was.RenewalKind ?? "", was.AlertLevel, was.Lead?.ToString() ?? "", was.RowVersion);
    }

    private static string Text(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private void Restore(string text)
    {
        if (TypedFields.Read<Typed>(text) is { } kept)
            (industry, headcount, seats, tags, renewalOn, renewalKind, level, lead) = (kept.Industry, kept.Headcount, kept.Seats, kept.Tags, kept.RenewalOn, kept.RenewalKind, kept.Level, kept.Lead);
    }

    private IEnumerable<(string Name, string Theirs)> Differing(ClientFileView theirs)
    {
        if (theirs.RenewalOn != renewalOn)
            yield return ("Renewal date", theirs.RenewalOn is { } on ? HealthWording.Day(on) : "none");
        if ((theirs.RenewalKind ?? "") != renewalKind)
            yield return ("Kind of renewal", FileWording.RenewalKind(theirs.RenewalKind));
        if (Text(theirs.LicensedSeats) != seats)
            yield return ("Licensed seats", FileWording.Number(theirs.LicensedSeats));
        if (Text(theirs.Headcount) != headcount)
            yield return ("Headcount", FileWording.Number(theirs.Headcount));
        if ((theirs.Industry ?? "") != industry)
            yield return ("Industry", FileWording.Industry(theirs.Industry));
        if (theirs.AlertLevel != level)
            yield return ("Alerts", theirs.AlertLevel.Words());
        if ((theirs.Lead?.ToString() ?? "") != lead)
            yield return ("Lead", theirs.LeadName ?? "nobody");
        if (FileWording.Tags(theirs.Tags) != tags)
            yield return ("Tags", theirs.Tags.Count == 0 ? "none" : FileWording.Tags(theirs.Tags));
    }

    protected override IReadOnlyList<DraftPlace> Places => [DraftPlaces.ClientFile(Tenant)];

    protected override Refusal? Unread() =>
        !FileWording.TryNumber(headcount, out _) ? ClientFiles.WrongHeadcount : FileWording.TryNumber(seats, out _) ? null : ClientFiles.WrongSeats;

    protected override async Task<Refusal?> SaveAsync(Caller caller)
    {
        _ = FileWording.TryNumber(headcount, out var people);
        _ = FileWording.TryNumber(seats, out var licensed);
        return (await Files.EditAsync(
            caller, Tenant,
            new(Chosen(industry), people, licensed, FileWording.Tags(tags), renewalOn, Chosen(renewalKind), level, Guid.TryParse(lead, out var id) ? new OperatorId(id) : null, Version),
            CancellationToken.None)).Refusal;
    }

    protected override async Task<ClientFileView?> StandingAsync(Caller caller) =>
        await Files.HeadAsync(caller, Tenant, CancellationToken.None) is { IsAllowed: true } now ? now.Value : null;

    protected override long VersionOf(ClientFileView standing) => standing.RowVersion;

    private static string? Chosen(string code) => code.Length == 0 ? null : code;

    private sealed record Typed(string Industry, string Headcount, string Seats, string Tags, DateOnly? RenewalOn, string RenewalKind, AlertLevel Level, string Lead);
}
