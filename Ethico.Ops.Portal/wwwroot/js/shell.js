// What the page does by itself, declared by attributes (docs/components.md). Nothing here asks the server.
const field = e => e instanceof HTMLElement && (e.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(e.tagName) && !/^(checkbox|radio|button)$/.test(e.type));
const one = (root, selector) => root?.querySelector(selector);
const last = selector => [...document.querySelectorAll(selector)].at(-1);
let singleKeys = true, first = "", firstAt = 0;

export function prefer(theme, keys) {
  singleKeys = keys;
  if (theme) document.documentElement.dataset.theme = theme; else delete document.documentElement.dataset.theme;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `ops-theme=${theme || "system"}; path=/; max-age=31536000; samesite=lax${secure}`;
}

/* Unsaved work is asked about before the page is left, but for what the portal itself asks for: after a lost connection the answer would
   only keep a dead window open. Registered before the framework's own question, which is asked on the same event. */
let leaving = false;
addEventListener("beforeunload", e => { if (leaving) e.stopImmediatePropagation(); });
const reload = () => { leaving = true; location.reload(); };
if (globalThis.Blazor?.navigateTo) {
  const go = Blazor.navigateTo;
  Blazor.navigateTo = (to, how, ...rest) => { if (how === true) leaving = true; return go(to, how, ...rest); };
}

/* Menus */
const shut = (except) => document.querySelectorAll("details[data-menu][open]").forEach(d => { if (d !== except) d.open = false; });
document.addEventListener("click", e => {
  const menu = e.target.closest?.("details[data-menu]");
  shut(menu);
  if (menu && e.target.closest("[data-close]")) menu.open = false;
});
document.addEventListener("focusin", e => { const menu = last("details[data-menu][open]"); if (menu && !menu.contains(e.target)) menu.open = false; });

/* Dialogs: the cursor goes to the first field, and back to where it was. */
let from = null;
const begin = dialog => (one(dialog, "input:not([type=radio]), textarea, select") ?? one(dialog, ".btn"))?.focus();
// MudBlazor's trap first focuses an empty element of its own, a moment later; nobody can type there.
document.addEventListener("focusin", e => { const dialog = last(".mud-dialog"); if (dialog && e.target.matches("div.pointer-events-none:empty")) begin(dialog); });
new MutationObserver(changes => {
  for (const change of changes) {
    for (const added of change.addedNodes) {
      const dialog = added.nodeType === 1 && (added.matches(".mud-dialog") ? added : one(added, ".mud-dialog"));
      if (!dialog) continue;
      if (!from) from = document.activeElement;
      begin(dialog);
    }
    for (const gone of change.removedNodes) {
      if (gone.nodeType !== 1 || !(gone.matches(".mud-dialog") || one(gone, ".mud-dialog")) || one(document, ".mud-dialog")) continue;
      if (from?.isConnected && document.activeElement === document.body) from.focus();
      from = null;
    }
  }
}).observe(document.body, { childList: true, subtree: true });

/* Side panels begin under the shell, however tall it is: the tenant bar is never covered. */
const tall = new ResizeObserver(([entry]) => document.documentElement.style.setProperty("--shell", `${Math.ceil(entry.target.getBoundingClientRect().height + 3)}px`));
new MutationObserver((_, watch) => { const shell = one(document, ".frame:not(.boot) .shell"); if (shell) { tall.observe(shell); watch.disconnect(); } }).observe(document.body, { childList: true, subtree: true });

/* Buttons that need no server */
async function copy(button, text) {
  try { await navigator.clipboard.writeText(text); } catch { return say("Copying is not allowed here."); }
  say("Copied");
  const word = button.matches("[data-copy-link]") ? button : null;
  if (word) { const before = word.textContent; word.firstChild.nodeValue = "Copied"; setTimeout(() => { word.firstChild.nodeValue = before; }, 1500); }
}
function say(text) {
  let voice = document.getElementById("ops-voice");
  if (!voice) { voice = document.createElement("div"); voice.id = "ops-voice"; voice.className = "sr"; voice.setAttribute("role", "status"); document.body.append(voice); }
  voice.textContent = text;
}
document.addEventListener("click", e => {
  const at = s => e.target.closest?.(s);
  let b;
  if ((b = at("[data-copy]"))) copy(b, b.dataset.copy);
  else if ((b = at("[data-copy-link]"))) copy(b, location.href);
  else if (at("[data-back]")) history.back();
  else if (at("[data-skip]")) { e.preventDefault(); document.getElementById("content")?.focus(); }
  else if (at("[data-reload]")) reload();
  else if (at("[data-reconnect]")) globalThis.Blazor?.reconnect();
  else if (at("[data-resume]")) globalThis.Blazor?.resumeCircuit();
});

/* Keys */
const hotkey = key => [...document.querySelectorAll("[data-hotkey]")].find(e => e.dataset.hotkey === key && !e.disabled);
const row = () => document.activeElement?.closest("table[data-grid] tbody tr");
function move(step) {
  const grid = row()?.closest("table") ?? one(document, "table[data-grid]");
  const rows = grid ? [...grid.querySelectorAll("tbody tr")] : [];
  if (!rows.length) return false;
  const at = rows.indexOf(row());
  const to = at < 0 ? Math.max(0, rows.findIndex(r => r.classList.contains("sel"))) : Math.min(rows.length - 1, Math.max(0, at + step));
  rows[to].focus();
  return true;
}
function plain(key, e) {
  // The second of two keys first: "g k" is a place, and only a k of its own moves in a list.
  const now = Date.now();
  const both = first && now - firstAt < 1200 ? hotkey(`${first} ${key}`) : null;
  if (both) { first = ""; both.click(); return true; }
  if (key === "j") return move(1);
  if (key === "k") return move(-1);
  const here = document.activeElement?.matches("tr") ? row() : null;
  if (key === "Enter" && here) { const link = one(here, "a.row-link, a, button"); link?.click(); return !!link; }
  if (key === "x" && here) { const box = one(here, "input[type=checkbox]"); box?.click(); return !!box; }
  if (key === "/") { const box = one(document, "[data-hotkey-focus='/']"); if (box) { box.focus(); box.select?.(); return true; } }
  first = key; firstAt = now;
  const target = hotkey(key);
  if (target) { first = ""; target.click(); return true; }
  return false;
}
document.addEventListener("keydown", e => {
  if ((e.ctrlKey || e.metaKey) && !e.altKey && e.key.toLowerCase() === "k") {
    e.preventDefault();
    if (!one(document, ".mud-dialog")) hotkey("mod+k")?.click();
    return;
  }
  if (list(e)) { e.preventDefault(); return; }
  if (e.key === "Escape") {
    const menu = last("details[data-menu][open]");
    if (menu) { menu.open = false; one(menu, "summary")?.focus(); return; }
    if (!one(document, ".mud-dialog")) last("[data-esc]")?.click();
    return;
  }
  if (e.ctrlKey || e.metaKey || e.altKey || field(e.target) || one(document, ".mud-dialog")) return;
  if (!singleKeys && e.key !== "Enter") return;
  if (plain(e.key, e)) e.preventDefault();
});

/* A search box and the list under it: arrows go through it, Enter takes the first, typing goes back to the box. */
function list(e) {
  const box = e.target.closest?.("[data-list]");
  if (!box) return false;
  const input = one(box, "input[type=search]");
  const options = [...box.querySelectorAll("button.opt")];
  const at = options.indexOf(e.target.closest("button.opt"));
  if (e.key === "ArrowDown" && (e.target === input || at >= 0)) { options[Math.min(options.length - 1, at + 1)]?.focus(); return true; }
  if (e.key === "ArrowUp" && at >= 0) { (at === 0 ? input : options[at - 1]).focus(); return true; }
  if (e.key === "Enter" && e.target === input) { options.find(o => o.getAttribute("aria-disabled") !== "true")?.click(); return true; }
  if (at >= 0 && (e.key === "Backspace" || e.key.length === 1 && e.key !== " ") && !e.ctrlKey && !e.metaKey && !e.altKey) input.focus();
  return false;
}

/* A browser cuts what is pasted past the end of a field without a word, and the server closes the connection over a message past 32 KB, in
   which a field's text stands twice. Neither is let happen: such a text is not taken at all, and the field says so. */
const messageMost = 30 * 1024;
document.addEventListener("beforeinput", e => {
  const box = e.target;
  if (!(box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement) || box.maxLength < 10000 || !e.inputType.startsWith("insert")) return;
  const more = e.data ?? e.dataTransfer?.getData("text/plain") ?? "\n";
  const next = box.value.slice(0, box.selectionStart) + more + box.value.slice(box.selectionEnd);
  if (next.length <= box.maxLength && 2 * new TextEncoder().encode(JSON.stringify(next)).length <= messageMost) return;
  e.preventDefault();
  box.setCustomValidity("Too long for this field: nothing of it was inserted. It takes 10,100 plain letters, and fewer in other scripts.");
  box.reportValidity();
  box.addEventListener("blur", () => box.setCustomValidity(""), { once: true });
});
document.addEventListener("input", e => { if (e.target.maxLength >= 10000) e.target.setCustomValidity(""); });
