using System.Globalization;
using System.Text.Json;
using AngleSharp.Dom;
using Microsoft.AspNetCore.SignalR.Client;

namespace Ethico.Ops.Tests.Support.Circuits;

/// <summary>What a person, or someone who pretends, does on a page.</summary>
internal sealed partial class Circuit
{
    /// <summary>Waits until the page shows what is asked for.</summary>
    public async Task<T> SeeAsync<T>(Func<PageView, T?> look, string what, TimeSpan? patience = null)
        where T : class
    {
        T? seen = null;
        await UntilAsync(() => (seen = look(Page())) is not null, what, patience);
        return seen!;
    }

    public Task SeeTextAsync(string text, TimeSpan? patience = null) =>
        UntilAsync(() => Page().Text.Contains(text, StringComparison.Ordinal), $"the text \"{text}\"", patience);

    public Task SeeNoTextAsync(string text, TimeSpan? patience = null) =>
        UntilAsync(() => !Page().Text.Contains(text, StringComparison.Ordinal), $"the text \"{text}\" to go", patience);

    /// <summary>Presses a button, link or the like by the words on it (or its label), and waits until its handler is done.</summary>
    public async Task<DispatchReply> PressAsync(string words) =>
        await ClickAsync(await SeeAsync(page => page.Button(words), $"the button \"{words}\""));

    /// <summary>A click whose handler ends later than the next step, such as one that waits for a dialog's answer.</summary>
    public Task ClickAndGoOnAsync(IElement element) => SendEventAsync(
        PageView.Handler(element, "click") ?? throw new InvalidOperationException($"Nothing listens to a click on {element.OuterHtml}."),
        "click",
        """{"detail":1,"button":0,"buttons":0,"type":"click"}""");

    public Task<DispatchReply> ClickAsync(IElement element)
    {
        if (PageView.Handler(element, "click") is { } handler)
            return DispatchAsync(handler, "click", """{"detail":1,"button":0,"buttons":0,"type":"click"}""");
        if (element.Closest("a[href]") is { } link)
            return FollowAsync(link.GetAttribute("href")!);
        throw new InvalidOperationException($"Nothing listens to a click on {element.OuterHtml}.");
    }

    /// <summary>Types into a field found by its label; leaves it after that.</summary>
    public async Task<DispatchReply> TypeAsync(string label, string text)
    {
        var field = await SeeAsync(page => page.Field(label), $"the field \"{label}\"");
        return await TypeAsync(field, text);
    }

    public async Task<DispatchReply> TypeAsync(IElement field, string text)
    {
        DispatchReply? reply = null;
        foreach (var name in (string[])["input", "change"])
        {
            if (PageView.Handler(field, name) is { } handler)
                reply = await DispatchAsync(handler, name, Value(text), Info(field, text));
        }

        return reply ?? throw new InvalidOperationException($"Nothing listens to typing in {field.OuterHtml}.");
    }

    public Task<DispatchReply> KeyAsync(IElement element, string key) => DispatchAsync(
        PageView.Handler(element, "keydown") ?? throw new InvalidOperationException($"Nothing listens to keys in {element.OuterHtml}."),
        "keydown",
        $$"""{"key":{{JsonSerializer.Serialize(key)}},"code":{{JsonSerializer.Serialize(key)}},"location":0,"repeat":false,"type":"keydown"}""");

    public Task<DispatchReply> SubmitAsync(IElement form) => DispatchAsync(
        PageView.Handler(form, "submit") ?? throw new InvalidOperationException("Nothing listens to the form."), "submit", "{}");

    /// <summary>Follows a link inside the portal.</summary>
    public async Task<DispatchReply> FollowAsync(string address)
    {
        await MoveAsync(new Uri(Location, address), intercepted: true);
        return new(Succeeded: true, "");
    }

    /// <summary>A click on a link while the page holds a lock: the server is asked first, and its answer says whether the browser goes.</summary>
    public async Task<bool> AskToLeaveAsync(string address, Func<Task> meanwhile)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _leaving = answer;
        var to = new Uri(Location, address);
        await Hub.SendAsync("OnLocationChanging", (int)Interlocked.Increment(ref _callNumber), to.AbsoluteUri, (string?)null, true);
        await meanwhile();
        var goes = await answer.Task.WaitAsync(Patience);
        if (goes)
            await MoveAsync(to, intercepted: true);
        return goes;
    }

    /// <summary>Types an address: the router hears of it as of the back button.</summary>
    public Task MoveAsync(Uri to, bool intercepted)
    {
        Location = to;
        return Hub.SendAsync("OnLocationChanged", to.AbsoluteUri, (string?)null, intercepted);
    }

    /// <summary>Sends an event and waits until its handler is done.</summary>
    /// <exception cref="TimeoutException">It waits for something else, such as a dialog's answer.</exception>
    public async Task<DispatchReply> DispatchAsync(ulong handler, string eventName, string arguments, string info = "null", TimeSpan? patience = null)
    {
        var (call, reply) = Expect();
        await Hub.SendAsync(
            "BeginInvokeDotNetFromJS", call, (string?)null, "DispatchEventAsync", await InteropAsync(), EventJson(handler, eventName, arguments, info));
        return await reply.WaitAsync(patience ?? Patience);
    }

    /// <summary>Sends an event and waits for nothing.</summary>
    public async Task SendEventAsync(ulong handler, string eventName, string arguments)
    {
        var (call, _) = Expect();
        await Hub.SendAsync(
            "BeginInvokeDotNetFromJS", call, (string?)null, "DispatchEventAsync", await InteropAsync(), EventJson(handler, eventName, arguments, "null"));
    }

    /// <summary>Sends the same event many times in one burst, none waiting for the one before.</summary>
    public async Task<IReadOnlyList<DispatchReply>> BurstAsync(ulong handler, string eventName, string arguments, int times)
    {
        var interop = await InteropAsync();
        List<Task<DispatchReply>> replies = [];
        for (var i = 0; i < times; i++)
        {
            var (call, reply) = Expect();
            replies.Add(reply);
            await Hub.SendAsync(
                "BeginInvokeDotNetFromJS", call, (string?)null, "DispatchEventAsync", interop, EventJson(handler, eventName, arguments, "null"));
        }

        return await Task.WhenAll(replies).WaitAsync(Patience);
    }

    /// <summary>Calls a method of .NET as a script would; the answer says whether the server let it.</summary>
    public async Task<DispatchReply> InvokeAsync(string? assembly, string method, long dotNetObject, string arguments)
    {
        var (call, reply) = Expect();
        await Hub.SendAsync("BeginInvokeDotNetFromJS", call, assembly, method, dotNetObject, arguments);
        return await reply.WaitAsync(Patience);
    }

    private (string Call, Task<DispatchReply> Reply) Expect()
    {
        var call = Interlocked.Increment(ref _callNumber).ToString(CultureInfo.InvariantCulture);
        var waiting = new TaskCompletionSource<DispatchReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        Change(() => _waiting[call] = waiting);
        if (Closed.IsCompleted || Faults.Count > 0)
            Change(FailWaiting);
        return (call, waiting.Task);
    }

    private static string EventJson(ulong handler, string eventName, string arguments, string info) =>
        $$"""[{"eventHandlerId":{{handler.ToString(CultureInfo.InvariantCulture)}},"eventName":"{{eventName}}","eventFieldInfo":{{info}}},{{arguments}}]""";

    private static string Value(string text) => $$"""{"value":{{JsonSerializer.Serialize(text)}}}""";

    private static string Info(IElement field, string text) =>
        $$"""{"componentId":{{field.GetAttribute("data-component")}},"fieldValue":{{JsonSerializer.Serialize(text)}}}""";
}
