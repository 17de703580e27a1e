// Sends a chosen file in chunks, each with its SHA-256, and goes on from what the server says is stored: no browser, session or
// file name is part of that. The page is told of progress at most four times a second.
const chunkBytes = 4 * 1024 * 1024;
const hex = bytes => Array.from(new Uint8Array(bytes), b => b.toString(16).padStart(2, "0")).join("");
const sha = async bytes => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const running = new Map();

export function chosen(input) {
  return Array.from(input.files ?? [], f => ({ name: f.name.slice(-400), size: f.size }));
}

export function stop(file) {
  running.get(file)?.abort();
  running.delete(file);
}

export async function send(input, which, run, file, ticket, page) {
  const chosenFile = input.files?.[which];
  if (!chosenFile) return;
  stop(file);
  const leaving = new AbortController();
  running.set(file, leaving);
  const address = `uploads/${run}/${file}`;
  const tell = throttled((sent, state, words) => page.invokeMethodAsync("Told", file, sent, state, words));

  try {
    const facts = await (await ask(`${address}`, { headers: { "X-Ticket": ticket } })).json();
    const digests = [];
    if (facts.size !== chosenFile.size) throw refusal("differs", "This is another file: its size differs from the one that was begun. Replace the stored one, or choose the file it was begun with.");
    const count = Math.ceil(chosenFile.size / chunkBytes);
    for (let index = 0; index < count; index++) {
      const bytes = await chosenFile.slice(index * chunkBytes, (index + 1) * chunkBytes).arrayBuffer();
      const digest = await sha(bytes);
      digests.push(digest);
      const there = facts.chunks[index];
      if (there && there.digest !== hex(digest)) {
        throw refusal("differs", `This is another file: it differs from what is stored at ${index * 4} MB. Replace the stored one, or choose the file it was begun with.`);
      }
      if (!there) await put(`${address}/${index}`, bytes, { "X-Ticket": ticket, "X-Sha256": hex(digest) });
      if (leaving.signal.aborted) return;
      tell(Math.min(chosenFile.size, (index + 1) * chunkBytes), there ? "checking" : "sending", "");
    }
    const joined = new Uint8Array(digests.length * 32);
    digests.forEach((digest, i) => joined.set(digest, i * 32));
    tell(chosenFile.size, "finishing", "", true);
    await ask(`${address}/finish`, { method: "POST", headers: { "X-Ticket": ticket, "X-Sha256": hex(await sha(joined)) } });
    tell(chosenFile.size, "stored", "", true);
  } catch (fault) {
    if (fault.name !== "AbortError") tell(-1, fault.code ?? "cut", fault.words ?? "", true);
  } finally {
    if (running.get(file) === leaving) running.delete(file);
  }

  async function ask(where, options) {
    const answer = await fetch(where, { ...options, signal: leaving.signal, credentials: "same-origin", cache: "no-store" });
    if (answer.ok) return answer;
    let body = {};
    try { body = await answer.json(); } catch { /* a proxy's own page */ }
    throw refusal(body.code ?? "cut", body.detail ?? "", answer.status);
  }

  // A cut line, a full second of waiting, a server that restarts: try again for some minutes, then say how far it got.
  async function put(where, bytes, headers) {
    for (let attempt = 0; ; attempt++) {
      try {
        return await ask(where, { method: "PUT", body: bytes, headers: { ...headers, "Content-Type": "application/octet-stream" } });
      } catch (fault) {
        const again = fault.status === undefined || fault.status >= 500 || fault.status === 429 || ["chunk-digest", "chunk-size", "three-at-once", "other-sender"].includes(fault.code);
        if (fault.name === "AbortError" || !again || attempt >= 8) throw fault;
        tell(-1, "waiting", fault.words ?? "", true);
        await new Promise(done => setTimeout(done, Math.min(30000, 500 * 2 ** attempt)));
      }
    }
  }
}

function refusal(code, words, status) {
  return Object.assign(new Error(code), { code, words, status: status ?? 422 });
}

function throttled(say) {
  let last = 0;
  return (sent, state, words, now) => {
    const time = performance.now();
    if (!now && time - last < 250) return;
    last = time;
    say(sent, state, words).catch(() => { /* the page is gone; the upload goes on */ });
  };
}
