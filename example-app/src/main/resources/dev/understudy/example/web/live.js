// The live view: whoever serves sends what has changed. When the stream breaks, this looks for the
// successor on the same port until it is there.

import { pauseMillis } from "./clicks.js";

const SILENCE_MILLIS = 4000;

/**
 * Watches for as long as the page is visible (a browser has six connections to one server, and a
 * hidden tab should not keep one).
 *
 * onView receives each view; onLost is called once when nobody serves any more.
 */
export function watch({ onView, onLost }) {
  let source = null;
  let failures = 0;
  let silence = 0;

  function connect() {
    if (document.hidden || source) {
      return;
    }
    const mine = new EventSource("api/live");
    source = mine;
    heard();
    mine.onmessage = (event) => {
      failures = 0;
      heard();
      onView(JSON.parse(event.data));
    };
    mine.addEventListener("alive", heard);
    mine.onerror = lost;
  }

  function heard() {
    clearTimeout(silence);
    silence = setTimeout(lost, SILENCE_MILLIS);
  }

  function close() {
    clearTimeout(silence);
    source?.close();
    source = null;
  }

  function lost() {
    close();
    if (failures++ === 0) {
      onLost();
    }
    setTimeout(connect, pauseMillis(failures));
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? close() : connect()));
  connect();
}
