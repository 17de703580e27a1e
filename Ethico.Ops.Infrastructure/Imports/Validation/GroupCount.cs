using System.Runtime.InteropServices;
using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Validation;

/// <summary>How many rows break a rule in a column, and how many of them are neither fixed nor left out.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GroupCount(FindingMark Mark, int Total, int Open);
