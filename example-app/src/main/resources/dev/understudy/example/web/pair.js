// Who is on stage, who is in the wings, and who has died.

import { element } from "./house.js";

const $ = (id) => document.getElementById(id);
const PHASES = { READY: ", ready", SYNCING: ", catching up", ASLEEP: ", asleep" };
const number = new Intl.NumberFormat("en");

/** Shows the pair, as `status --json` tells it. */
export function showPair(pair) {
  $("stage").dataset.state = pair.state;
  $("state").textContent = pair.state;
  $("epoch").textContent = `epoch ${pair.epoch}`;
  actor($("primary"), pair.primary, "");
  actor($("standby"), pair.standby, PHASES[pair.standby?.phase] ?? "");
  const guarded = pair.state === "PROTECTED";
  $("kill").disabled = !guarded;
  $("kill-hint").textContent = guarded
    ? "SIGKILL: no clean-up, no last words."
    : "Wait for the next understudy: a second death now would end the show.";
  showDeaths(pair.obituaries);
}

/** Shows that nobody serves. */
export function showNobody() {
  $("stage").dataset.state = "LOST";
  $("state").textContent = "NOBODY SERVES";
  $("kill").disabled = true;
  $("primary").querySelector(".detail").textContent = "gone";
}

/** Kills the process that serves this page. */
export async function kill() {
  $("kill").disabled = true;
  try {
    const answer = await fetch("api/kill", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
    });
    if (!answer.ok) {
      $("kill-hint").textContent = await answer.text();
    }
  } catch {
    // It was dead before it could say so.
  }
}

function actor(card, process, detail) {
  card.classList.toggle("absent", !process);
  card.querySelector(".pid").textContent = process ? `process ${process.pid}` : "nobody yet";
  card.querySelector(".detail").textContent = process
    ? `sequence ${number.format(process.sequence)}${detail}`
    : "being started…";
}

function showDeaths(obituaries) {
  const list = $("deaths");
  const shape = JSON.stringify(obituaries);
  if (obituaries.length === 0 || list.dataset.shape === shape) {
    return;
  }
  list.dataset.shape = shape;
  list.replaceChildren(...obituaries.slice().reverse().map(obituary));
}

function obituary(death) {
  const time = new Date(death.detectedAt).toLocaleTimeString("en-GB");
  const takeover =
    death.role === "primary"
      ? `Takeover: ${(death.takeoverMicros / 1000).toFixed(1)} ms.`
      : "The primary played on, and hired another.";
  return element(
    "li",
    {},
    element("b", { textContent: `${death.role === "primary" ? "Primary" : "Standby"} ${death.pid}` }),
    ` died at ${time}, in epoch ${death.epoch}. Noticed: ${death.cause}. `,
    element("span", { className: "takeover", textContent: takeover }),
    death.lastWords ? ` Last words: ${death.lastWords}.` : "",
  );
}
