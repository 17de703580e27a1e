// The last ten places taken from the palette, newest first. Addresses of pages only: no tenant, no person.
const name = "ops-recent";
export function list() {
  try { const kept = JSON.parse(localStorage.getItem(name) ?? "[]"); return Array.isArray(kept) ? kept.filter(k => typeof k === "string").slice(0, 10) : []; } catch { return []; }
}
export function used(key) {
  try { localStorage.setItem(name, JSON.stringify([key, ...list().filter(k => k !== key)].slice(0, 10))); } catch { /* a browser that keeps nothing */ }
}
