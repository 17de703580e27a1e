// Sends the chosen feed in one piece and hands the page the counts and the first refused rows: a circuit takes no list of 20,000.
// The whole list stays here until the page is left, to be saved as a file.
const most = 5 * 1024 * 1024;
const shown = 50;
let refused = [];

export async function send(input, address) {
  const file = input.files?.[0];
  refused = [];
  if (!file) return null;
  if (file.size > most) return fault("The file is larger than 5 MB.");
  try {
    const answer = await fetch(address, {
      method: "POST",
      body: file,
      headers: { "Content-Type": "text/csv", "Accept": "application/json", "RequestVerificationToken": input.form.elements.__RequestVerificationToken.value },
      credentials: "same-origin",
      cache: "no-store",
    });
    const body = await answer.json();
    if (!answer.ok) return fault(body.detail);
    refused = body.refused;
    return { applied: body.applied, refused: refused.length, first: refused.slice(0, shown), fault: null };
  } catch {
    return fault("The line was cut. Load the file again: what was applied is applied once.");
  } finally {
    // The same file, corrected, is to be chosen again.
    input.value = "";
  }
}

export function save() {
  const quoted = text => `"${text.replaceAll('"', '""')}"`;
  const text = ["line,reason", ...refused.map(r => `${r.line},${quoted(r.reason)}`)].join("\r\n") + "\r\n";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = "contract-values-refused.csv";
  link.click();
  URL.revokeObjectURL(link.href);
}

function fault(words) {
  return { applied: 0, refused: 0, first: [], fault: (words ?? "The file could not be loaded.").slice(0, 300) };
}
