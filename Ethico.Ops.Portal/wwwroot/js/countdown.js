// Ticks in the browser from the server's clock. Hours and minutes above a quarter of an hour, minutes and seconds below.
const minute = 60000;

export function words(left) {
  left = Math.max(0, left);
  if (left <= 15 * minute) return `${Math.floor(left / minute)}:${String(Math.floor(left / 1000) % 60).padStart(2, "0")}`;
  const minutes = Math.floor(left / minute);
  return minutes < 60 ? `${minutes} m` : `${Math.floor(minutes / 60)} h ${minutes % 60} m`;
}

export function start(face, voice, what, until, now) {
  let offset = 0, end = 0, name = "", timer = 0, before = Infinity;

  function tick() {
    clearTimeout(timer);
    const left = end - (Date.now() + offset);
    const text = words(left);
    if (face.firstChild && face.firstChild.nodeValue !== text) {
      face.firstChild.nodeValue = text;
      face.setAttribute("aria-label", `${name} ends in ${text}`);
    }
    const level = left < 5 * minute ? "last" : left < 15 * minute ? "low" : "";
    if (level) face.dataset.level = level; else delete face.dataset.level;
    for (const mark of [15, 5, 1]) {
      if (before > mark * minute && left <= mark * minute && left > 0 && before !== Infinity) {
        voice.textContent = `${name} ends in ${mark} ${mark === 1 ? "minute" : "minutes"}.`;
      }
    }
    before = left;
    if (left <= 0) return;
    // On the second below a quarter of an hour, on the minute above: nobody sees the ticks between.
    const step = left > 15 * minute ? left % minute : left % 1000;
    timer = setTimeout(tick, Math.max(50, step + 5));
  }

  function set(what, until, now) {
    name = what; end = until; offset = now - Date.now(); before = Infinity; voice.textContent = "";
    tick();
  }

  // A laptop that slept wakes with the right time.
  const awake = () => { if (!document.hidden) tick(); };
  document.addEventListener("visibilitychange", awake);
  set(what, until, now);
  return { reset: set, stop() { clearTimeout(timer); document.removeEventListener("visibilitychange", awake); } };
}
