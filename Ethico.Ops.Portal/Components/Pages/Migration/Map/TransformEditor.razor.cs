using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Map;

/// <summary>The chain of one feed, with what it makes of the first rows.</summary>
public sealed partial class TransformEditor
{
    private readonly string[] arguments = ["", ""];
    private IReadOnlyList<TransformTrial>? trials;
    private TargetFeed? tried;
    private string name = TrimTransform.Word;
    private string? fault;
    private bool isOpen;

    [Inject]
    public required MigrationMappings Mappings { get; init; }

    [Parameter, EditorRequired]
    public required MapDesk Desk { get; set; }

    [Parameter, EditorRequired]
    public required TargetFeed Feed { get; set; }

    [Parameter, EditorRequired]
    public required string Target { get; set; }

    protected override Task OnParametersSetAsync() => isOpen && tried != Feed ? TryAsync() : Task.CompletedTask;

    private DraftPlace ArgumentPlace => DraftPlaces.Transform(Workspace.Session?.Tenant, Desk.Run, Target);

    // The word and what was typed for it, a line each; nothing typed is nothing to keep.
    private string Typed => arguments.All(a => a.Length == 0) ? "" : $"{name}\n{arguments[0]}\n{arguments[1]}";

    private void Restore(string text)
    {
        var parts = text.Split('\n');
        if (parts is [var word, var one, var two] && TransformWording.Offered.Contains(word, StringComparer.Ordinal))
            (name, arguments[0], arguments[1]) = (word, one, two);
        else
            (arguments[0], arguments[1]) = ("", "");
    }

    private Task ToggleAsync()
    {
        isOpen = !isOpen;
        return isOpen ? TryAsync() : Task.CompletedTask;
    }

    private async Task TryAsync()
    {
        tried = Feed;
        if (await KeyAsync() is not { } key)
            return;
        var found = await Mappings.TryAsync(key, Desk.Run, Feed, Newest());
        (trials, fault) = (found.IsAllowed ? found.Value : [], found.Refusal?.Sentence);
    }

    private async Task AddAsync()
    {
        var made = TransformWording.Make(name, arguments);
        if (made.Refusal is { } wrong)
        {
            fault = wrong.Sentence;
            return;
        }

        var chain = TransformChain.Compile([.. Feed.Transforms, made.Value], Feed.SourceColumns, [.. Desk.View.Columns.Select(c => c.Name)]);
        fault = chain.Refusal?.Sentence;
        if (fault is null && await KeepAsync([.. Feed.Transforms, made.Value]))
            (arguments[0], arguments[1]) = ("", "");
    }

    private Task<bool> KeepAsync(IReadOnlyList<Transform> chain) => Desk.EditAsync(m => m.WithTransforms(Target, chain));
}
