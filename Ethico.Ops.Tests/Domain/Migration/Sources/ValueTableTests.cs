using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

/// <summary>Every word of the tables of migration.md 6.5 lands where they say (MIG-11).</summary>
public sealed class ValueTableTests : ValueTables
{
    public static TheoryData<SourceSystem, string, string> EveryStatus()
    {
        var data = new TheoryData<SourceSystem, string, string>();
        foreach (var source in SourceSystems.All)
        {
            foreach (var (meaning, word) in Lines(source switch { SourceSystem.Navex => Navex, SourceSystem.Eqs => Eqs, _ => Others }))
                data.Add(source, word, meaning);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryStatus))]
    public void MIG_11_Every_status_of_the_table_lands_as_stated(SourceSystem source, string word, string meaning)
    {
        foreach (var spelling in Spellings(word))
        {
            var suggestion = ValueSuggestions.Of(Status, source, spelling);

            (suggestion.Target + (suggestion.Outcome is null ? "" : " " + suggestion.Outcome)).Should().Be(meaning, spelling);
            suggestion.Match.Should().Be(word.EndsWith('*') ? ValueMatch.Review : ValueMatch.Exact);
        }
    }

    [Theory]
    [MemberData(nameof(EveryStatus))]
    public void MIG_11_Every_status_of_the_table_lands_in_an_investigation_as_stated(SourceSystem source, string word, string meaning)
    {
        var expected = meaning switch
        {
            "NEW" or "OPEN" => "NOT_STARTED",
            "IN_PROGRESS" => "ACTIVE",
            "AWAITING_INFO" => "ON_HOLD",
            _ => meaning.Split(' ')[0],
        };

        ValueSuggestions.Of(InvestigationStatus, source, word.TrimEnd('*')).Target.Should().Be(expected);
        TargetCodes.InvestigationStatus.Has(expected).Should().BeTrue();
    }

    [Fact]
    public void MIG_11_Every_outcome_severity_and_reporter_type_lands_as_stated()
    {
        foreach (var source in SourceSystems.All)
        {
            ShouldLand(Outcome, source, Outcomes);
            ShouldLand(Severity, source, Severities);
            ShouldLand(ReporterType, source, ReporterTypes);
        }
    }

    [Fact]
    public void MIG_11_Figures_of_severity_hold_for_NAVEX_and_EQS_only()
    {
        foreach (var source in SourceSystems.All)
        {
            if (source is SourceSystem.Navex or SourceSystem.Eqs)
            {
                ShouldLand(Severity, source, Figures);
                continue;
            }

            foreach (var (_, word) in Lines(Figures))
            {
                ValueSuggestions.Of(Severity, source, word).Match.Should().Be(ValueMatch.None);
                ValueSuggestions.IsFigureWithoutDirection(source, word).Should().BeTrue();
            }
        }

        ValueSuggestions.IsFigureWithoutDirection(SourceSystem.Navex, "3").Should().BeFalse();
        ValueSuggestions.IsFigureWithoutDirection(SourceSystem.Generic, "High").Should().BeFalse();
        ValueSuggestions.Of(Severity, SourceSystem.Navex, "4").Match.Should().Be(ValueMatch.None);
    }

    [Fact]
    public void MIG_11_Every_category_word_lands_at_its_standard_name_if_the_tenant_has_it()
    {
        var tenant = Lines(Categories).Select(p => new TenantWord(p.Meaning)).Distinct().ToList();
        foreach (var (meaning, word) in Lines(Categories))
        {
            foreach (var spelling in Spellings(word))
                ValueSuggestions.Category(spelling, tenant).Should().Match<ValueSuggestion>(s => s.Target == meaning && s.Match == ValueMatch.Exact, spelling);

            var without = ValueSuggestions.Category(word, []);
            (without.Target, without.Match, without.StandardCategory!.Name).Should().Be((null, ValueMatch.None, meaning));
        }

        StandardCategory.All.Select(c => c.Code).Should().HaveCount(21).And.OnlyHaveUniqueItems().And.Contain("CONFLICT_OF_INTEREST");
    }

    private static void ShouldLand(TargetField field, SourceSystem source, string table)
    {
        foreach (var (meaning, word) in Lines(table))
        {
            foreach (var spelling in Spellings(word))
            {
                var suggestion = ValueSuggestions.Of(field, source, spelling);

                (suggestion.Target, suggestion.Match).Should().Be((meaning, word.EndsWith('*') ? ValueMatch.Review : ValueMatch.Exact), "{0} of {1}", spelling, source);
                field.Codes!.Has(meaning).Should().BeTrue();
            }
        }
    }
}
