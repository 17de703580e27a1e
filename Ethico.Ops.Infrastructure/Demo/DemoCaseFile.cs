using System.Security.Cryptography;
using System.Text;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>What a case gathers while it is worked on: notes, tasks, files, an investigation.</summary>
internal sealed class DemoCaseFile(DemoOffice office, DemoRows.Case row, DemoTimeLine timeLine)
{
    private static readonly string[] Titles = ["Speak with the reporter", "Ask for the shift plan", "Read the invoices", "Inform the department head"];

    private static readonly (string Name, string MediaType)[] Names =
        [("statement.pdf", "application/pdf"), ("photo-of-the-door.jpg", "image/jpeg"), ("shift-plan.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")];

    private readonly DateTimeOffset _end = row.ClosedAt ?? office.World.Anchor;

    public void Write(DemoCase wish)
    {
        for (var i = 0; i < wish.Notes; i++)
            AddNote(At(i, wish.Notes), DemoNarratives.Note(office, i));
        for (var i = 0; i < wish.Tasks; i++)
            AddTask(i, At(i, wish.Tasks));
        for (var i = 0; i < wish.Files; i++)
            AddFile(i, At(i, wish.Files));
        if (wish.IsInvestigated)
            AddInvestigation();
    }

    private DateTimeOffset At(int number, int of) => DemoOffice.Whole(row.OpenedAt + ((_end - row.OpenedAt) * (number + 1) / (of + 2)));

    private void AddNote(DateTimeOffset at, string text) => office.World.Add(new DemoRows.CaseNote
    {
        OrganizationId = office.Id,
        Id = Told("note", at),
        CaseId = row.Id,
        Text = text,
        AuthorKind = "CLIENT",
        AuthorId = row.HandlerId ?? office.Accounts[0].Id,
        CreatedAt = at,
        UpdatedAt = at,
    });

    /// <summary>A new id, and the line of the time line that tells of it.</summary>
    private Guid Told(string kind, DateTimeOffset at)
    {
        var id = office.NextId(kind, at);
        timeLine.Add(kind.ToUpperInvariant() + "_ADDED", at, after: id.ToString());
        return id;
    }

    private void AddTask(int number, DateTimeOffset at)
    {
        var status = row.Status is "CLOSED" || number % 2 == 0 ? "DONE" : number % 5 == 3 ? "CANCELLED" : "OPEN";
        office.World.Add(new DemoRows.CaseTask
        {
            OrganizationId = office.Id,
            Id = Told("task", at),
            CaseId = row.Id,
            Title = Titles[number % Titles.Length],
            Status = status,
            AssigneeId = row.HandlerId,
            DueOn = DateOnly.FromDateTime(at.UtcDateTime.AddDays(7)),
            DoneAt = status is "DONE" ? at.AddMinutes(50) : null,
            CreatedAt = at,
        });
    }

    private void AddFile(int number, DateTimeOffset at)
    {
        var (name, mediaType) = Names[number % Names.Length];
        office.World.Add(new DemoRows.CaseFile
        {
            OrganizationId = office.Id,
            Id = Told("file", at),
            CaseId = row.Id,
            Name = name,
            MediaType = mediaType,
            SizeBytes = 48_000 + office.Random.Below(900_000),
            Sha256 = SHA256.HashData(Encoding.UTF8.GetBytes($"{row.ReferenceNumber}/{name}/{office.Client.Shape}")),
            CreatedAt = at,
        });
    }

    private void AddInvestigation()
    {
        var isClosed = row.Status is "CLOSED";
        office.World.Add(new DemoRows.Investigation
        {
            OrganizationId = office.Id,
            Id = office.NextId("investigation", row.OpenedAt),
            CaseId = row.Id,
            Number = "I-1",
            Status = row.Status switch { "CLOSED" => "CLOSED", "IN_REVIEW" => "IN_REVIEW", "ON_HOLD" or "AWAITING_INFO" => "ON_HOLD", "IN_PROGRESS" => "ACTIVE", _ => "NOT_STARTED" },
            HandlerId = row.HandlerId,
            OpenedAt = row.OpenedAt.AddHours(20),
            DueOn = DateOnly.FromDateTime(row.OpenedAt.UtcDateTime.AddDays(30)),
            ClosedAt = isClosed ? row.ClosedAt : null,
            Outcome = isClosed ? row.Outcome : null,
            FindingsSummary = isClosed ? DemoNarratives.Findings(office) : null,
            RootCause = isClosed ? "Nobody had been told whom to ask." : null,
            Remediation = isClosed ? ["Training for the shift leads", "A second signature above 500"] : [],
            CreatedAt = row.OpenedAt.AddHours(20),
            UpdatedAt = row.ClosedAt ?? row.OpenedAt.AddHours(20),
        });
    }
}
