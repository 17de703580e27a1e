using System.Text.Json;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>One playbook being edited. Where somebody saved first, what was typed stays.</summary>
public sealed partial class PlaybookPanel
{
    private readonly List<Step> steps = [];
    private bool isActive;
    private bool isDirty;
    private bool isBusy;
    private Refusal? refusal;

    [Inject]
    public required Playbooks Books { get; init; }

    [Inject]
    public required Drafts Drafts { get; init; }

    [Parameter, EditorRequired]
    public required Playbook Book { get; set; }

    [Parameter, EditorRequired]
    public required string CloseHref { get; set; }

    [Parameter]
    public EventCallback<AlertRule> OnSaved { get; set; }

    private DraftPlace Place => DraftPlaces.Playbook(Book.Rule.Stored());

    private string Fields => JsonSerializer.Serialize(new Typed(isActive, [.. steps.Select(s => new TypedStep(s.Title, s.DueIn, s.Owner))]));

    private string Title => "When: " + Book.Rule.InWords();

    protected override void OnInitialized()
    {
        isActive = Book.IsActive;
        steps.AddRange(Book.Steps.Select(s => new Step { Title = s.Title, DueIn = s.DueIn, Owner = s.Owner?.Stored() ?? "" }));
    }

    private void Restore(string text)
    {
        if (TypedFields.Read<Typed>(text) is not { Steps: not null } kept)
            return;
        (isActive, isDirty) = (kept.IsActive, true);
        steps.Clear();
        steps.AddRange(kept.Steps.Take(Playbooks.StepsMost).Select(s => new Step { Title = s.Title, DueIn = s.DueIn, Owner = s.Owner }));
    }

    private void Touched() => isDirty = true;

    private void Add()
    {
        steps.Add(new Step());
        isDirty = true;
    }

    private void Remove(Step step)
    {
        steps.Remove(step);
        isDirty = true;
    }

    private void Up(Step step)
    {
        var at = steps.IndexOf(step);
        (steps[at - 1], steps[at]) = (steps[at], steps[at - 1]);
        isDirty = true;
    }

    private async Task SaveAsync()
    {
        if (isBusy)
            return;
        isBusy = true;
        try
        {
            var wanted = Book with { IsActive = isActive, Steps = [.. steps.Select(s => new PlaybookStep(s.Title, s.DueIn, RoleNames.Parse(s.Owner)))] };
            refusal = (await Books.SaveAsync(await ActAsync(), wanted, LeaveToken)).Refusal;
        }
        finally
        {
            isBusy = false;
        }

        if (refusal is not null)
            return;
        Drafts.Forget(Place);
        await OnSaved.InvokeAsync(Book.Rule);
    }

    private sealed record Typed(bool IsActive, IReadOnlyList<TypedStep> Steps);

    private sealed record TypedStep(string Title, int DueIn, string Owner);

    private sealed class Step
    {
        public string Id { get; } = "step-" + Guid.CreateVersion7().ToString("N");

        public string Title { get; set; } = "";

        public int DueIn { get; set; } = 1;

        public string Owner { get; set; } = "";
    }
}
