// Puts the page together: what the box office shows, what the visitor clicks, and the line between.

import { Chart, inWords } from "./chart.js";
import { Clicks, randomName } from "./clicks.js";
import { House } from "./house.js";
import { watch } from "./live.js";
import { Load } from "./load.js";
import { Mine } from "./mine.js";
import { kill, showNobody, showPair } from "./pair.js";

const NEWS_MILLIS = 8000;
const AUDIT_DELAY_MILLIS = 1000;
const number = new Intl.NumberFormat("en");
const $ = (id) => document.getElementById(id);

const visitor = (localStorage.visitor ??= `Guest ${randomName().slice(0, 4).toUpperCase()}`);
const clicks = new Clicks(visitor, sessionStorage);
const pending = new Map(); // Seats with an unanswered click, and how many.
const house = new House($("seats"), onSeat);
const mine = new Mine($("mine"), wish);
const chart = new Chart($("chart"));
const load = new Load(() => view, onAnswer);
const recent = []; // When the latest bookings of this page were acknowledged,
let settled = 0; // and how many were before them, which every view has by now.
let view = null;
let firstIssued = null;
let highestIssued = 0;
let lostAt = null;
let newsUntil = 0;

watch({ onView, onLost });
clicks.resume().forEach(({ click, answer }) => follow(click, answer));
$("visitor").textContent = visitor;
$("kill").addEventListener("click", kill);
$("load").addEventListener("click", toggleLoad);
$("rate").addEventListener("input", () => {
  load.rate = Number($("rate").value);
  $("rate-now").textContent = $("rate").value;
});
setInterval(tick, 100);

function onView(latest) {
  const successor = lostAt !== null;
  view = latest;
  if (successor) {
    news(`Back after ${inWords(performance.now() - lostAt)}: process ${latest.pair.primary?.pid} ` +
      `serves now, in epoch ${latest.pair.epoch}.`);
    lostAt = null;
  }
  showPair(latest.pair);
  showBooks(latest);
  show();
}

function onLost() {
  lostAt = performance.now();
  chart.mark(lostAt, view?.pair.primary ? `${view.pair.primary.pid} gone` : "lost");
  showNobody();
  tick();
}

/** A click on a seat does the next thing that a visitor would want. */
function onSeat(seat, status) {
  if (pending.has(seat)) {
    return;
  }
  if (status === "free") {
    wish("HOLD", seat);
  } else if (status === "held mine") {
    wish("BOOK", seat);
  } else if (status === "sold mine") {
    say(`Seat ${seat} is yours. Return its ticket in the list of your seats.`, true);
  } else {
    say(`Seat ${seat} is ${status === "sold" ? "sold" : "kept for somebody else"}.`, false);
  }
}

async function wish(what, seat) {
  const granted = await follow({ seat }, clicks.send(what, seat));
  if (granted && what === "BOOK") {
    recent.push(performance.now());
  }
}

async function follow({ seat }, answer) {
  pending.set(seat, (pending.get(seat) ?? 0) + 1);
  show();
  const { granted, message } = await answer;
  pending.set(seat, pending.get(seat) - 1);
  if (pending.get(seat) === 0) {
    pending.delete(seat);
  }
  say(message, granted);
  show();
  return granted;
}

function onAnswer(answer) {
  chart.add(answer);
  if (answer.booked) {
    recent.push(performance.now());
  }
}

function show() {
  if (view) {
    house.show(view, visitor, pending);
    mine.show(view, visitor, pending);
  }
}

/** The books, and whether they keep what this page was told. */
function showBooks({ issued, returned, rows, taken }) {
  firstIssued ??= issued;
  while (recent[0] < performance.now() - AUDIT_DELAY_MILLIS) {
    recent.shift();
    settled++;
  }
  const fault = issued < highestIssued || issued - firstIssued < settled;
  highestIssued = Math.max(highestIssued, issued);
  const seats = rows.reduce((sum, row) => sum + row.seats.length, 0);
  const own = number.format(settled + recent.length);
  $("issued").textContent = number.format(issued);
  $("audit").classList.toggle("fault", fault);
  $("audit").textContent = fault
    ? "A booking was lost: this must never be."
    : `It never goes back. ${own} to this page, none lost. ${number.format(returned)} tickets came back.`;
  $("seats-left").textContent = `${seats - Object.keys(taken).length} of ${seats} seats free`;
}

function toggleLoad() {
  const on = $("load").ariaChecked !== "true";
  if (on && !view) {
    return;
  }
  $("load").ariaChecked = String(on);
  $("load").textContent = on ? "On" : "Off";
  on ? load.start() : load.stop();
}

function tick() {
  const waiting = Array.from(pending.values()).reduce((sum, count) => sum + count, 0);
  const clicksWait = waiting === 0 ? "" : waiting === 1 ? " Your click waits." : ` ${waiting} clicks wait.`;
  if (lostAt !== null) {
    const gone = performance.now() - lostAt;
    const text = gone < 5000
      ? "The server is gone. Its understudy takes the stage…"
      : "Nobody serves. This page keeps looking.";
    line("lost", text + clicksWait);
  } else if (view && performance.now() > newsUntil) {
    line("live", "Live");
  }
  chart.draw();
  mine.tick();
  const summary = chart.summary();
  if (summary) {
    $("load-summary").textContent = summary;
    $("chart").setAttribute("aria-label", `Latency of the last 30 seconds. ${summary}`);
  }
}

function news(text) {
  newsUntil = performance.now() + NEWS_MILLIS;
  line("news", text);
}

function line(state, text) {
  $("line").dataset.state = state;
  if ($("line").textContent !== text) {
    $("line").textContent = text;
  }
}

function say(text, granted) {
  $("said").textContent = text;
  $("said").classList.toggle("refused", !granted);
}
