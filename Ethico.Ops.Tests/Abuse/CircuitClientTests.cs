using Ethico.Ops.Tests.Abuse.Probe;
using Ethico.Ops.Tests.Support.Circuits;
using FluentAssertions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Ethico.Ops.Tests.Abuse;

/// <summary>The client all abuse tests stand on, tried against a page that draws one of each thing.</summary>
public sealed class CircuitClientTests : IAsyncLifetime
{
    private readonly WebApplication _app = BuildApp();
    private Visitor _visitor = null!;
    private Circuit _circuit = null!;

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _visitor = new Visitor(new Uri(_app.Urls.First()));
        _circuit = await _visitor.OpenAsync("/probe");
        await _circuit.SeeTextAsync("Counted 0");
    }

    public async ValueTask DisposeAsync()
    {
        await _circuit.DisposeAsync();
        _visitor.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_click_redraws_text_attributes_and_child_components()
    {
        await _circuit.PressAsync("Count");

        var page = _circuit.Page();
        page.Find("h1.odd")!.TextContent.Should().Be("Counted 1");
        page.Text.Should().Contain("Child saw 1");

        await _circuit.PressAsync("Count");

        _circuit.Page().Find("h1")!.HasAttribute("class").Should().BeFalse();
    }

    [Fact]
    public async Task A_region_comes_and_goes_with_its_handlers_and_markup()
    {
        await _circuit.PressAsync("Show or hide");

        var page = _circuit.Page();
        page.Find("section em b")!.TextContent.Should().Be("words");
        var inside = PageView.Handler(page.Button("Count inside")!, "click")!.Value;
        _circuit.Handlers.Should().ContainKey(inside);

        await _circuit.PressAsync("Show or hide");

        _circuit.Page().Find("section").Should().BeNull();
        _circuit.Handlers.Should().NotContainKey(inside);
    }

    [Fact]
    public async Task A_keyed_list_is_put_in_its_new_order()
    {
        await _circuit.PressAsync("Turn the list");

        _circuit.Page().All("li").Select(PageView.Words).Should().Equal("four", "two", "five", "one");
    }

    [Fact]
    public async Task Typing_reaches_the_bound_field()
    {
        await _circuit.TypeAsync("Your words", "a < b & \"c\"");

        _circuit.Page().Find("output")!.TextContent.Should().Be("a < b & \"c\"");
    }

    [Fact]
    public async Task The_server_and_the_visitor_can_both_navigate()
    {
        await _circuit.PressAsync("Go elsewhere");
        await _circuit.SeeTextAsync("Word: elsewhere");

        await _circuit.FollowAsync("/probe/back");
        await _circuit.SeeTextAsync("Word: back");
        _circuit.Location.AbsolutePath.Should().Be("/probe/back");
    }

    [Fact]
    public async Task A_question_to_the_browser_gets_the_answer_it_was_taught()
    {
        _circuit.Answers.Teach("probe.answer", "\"forty-two\"");

        await _circuit.PressAsync("Ask the browser");

        await _circuit.SeeTextAsync("The browser said: forty-two");
        _circuit.Calls.Should().ContainSingle(call => call.Identifier == "probe.answer" && call.Arguments == "[\"a question\"]");
    }

    [Fact]
    public async Task A_burst_reaches_the_framework_whole_so_that_a_guard_is_ours_to_write()
    {
        var handler = PageView.Handler(_circuit.Page().Button("Count")!, "click")!.Value;

        await _circuit.BurstAsync(handler, "click", "{}", times: 50);

        await _circuit.SeeTextAsync("Counted 50");
    }

    private static WebApplication BuildApp()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        var app = builder.Build();
        app.UseAntiforgery();
        app.MapRazorComponents<ProbeApp>().AddInteractiveServerRenderMode();
        return app;
    }
}
