// Small improvements for browsers that can; every page works without them.
import { initAll } from "./govuk-frontend.min.js";
import "./own.js";

initAll();

// On a phone the navigation folds behind a button.
const toggle = document.querySelector("[data-menu]");
const menu = toggle && document.getElementById(toggle.getAttribute("aria-controls"));
if (menu) {
  const show = (open) => {
    toggle.setAttribute("aria-expanded", String(open));
    menu.classList.toggle("uo-nav__list--folded", !open);
  };
  toggle.hidden = false;
  toggle.addEventListener("click", () => show(toggle.getAttribute("aria-expanded") !== "true"));
  show(false);
}

// Filters stand open beside a list, and fold above it on a phone.
const wide = window.matchMedia("(min-width: 48.0625em)").matches;
for (const panel of document.querySelectorAll("[data-filters]")) panel.open = wide;

// What is going on is fetched again until it has ended; then the whole page, once.
const live = document.querySelector("[data-live]");
if (live) {
  const look = async () => {
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(live.id);
    if (!answer.ok || !fresh || !fresh.hasAttribute("data-live")) return window.location.reload();
    const shown = document.getElementById(live.id);
    if (shown.innerHTML !== fresh.innerHTML) shown.replaceChildren(...fresh.childNodes);
    return setTimeout(look, 2000);
  };
  setTimeout(look, 2000);
}

// What a change by hand would do is told as soon as it is chosen.
for (const choice of document.querySelectorAll("[data-consequence]")) {
  const form = choice.form;
  const told = document.getElementById(choice.getAttribute("aria-describedby"));
  const button = form.querySelector("button:not([formaction])");
  let asked = 0;
  for (const spare of form.querySelectorAll("[data-without-script]")) spare.hidden = true;
  choice.addEventListener("change", async () => {
    const question = ++asked;
    const answer = await fetch(`${choice.dataset.consequence}?to=${encodeURIComponent(choice.value)}`);
    if (question !== asked || !answer.ok) return;
    const { possible, sentences } = await answer.json();
    told.replaceChildren(...sentences.map((words) => {
      const line = document.createElement("p");
      line.className = "govuk-body";
      line.textContent = words;
      return line;
    }));
    told.classList.toggle("uo-fair-told--no", !possible);
    button.disabled = !possible;
  });
}

// What a coordinator writes while looking is kept as they go: nothing is lost when the phone rings.
const drafted = document.querySelector("form[data-draft]");
if (drafted) {
  const told = drafted.querySelector("[data-draft-told]");
  drafted.addEventListener("change", async () => {
    const words = new FormData(drafted);
    words.delete("once"); // this is no sending of the form
    const answer = await fetch(drafted.dataset.draft, { method: "POST", body: words, redirect: "manual" });
    const kept = answer.type === "opaqueredirect";
    if (told) told.textContent = kept ? "Your comments are saved. Only you see them." : "Your comments could not be saved yet.";
  });
}

// The week grid: paid hours of each day and of the week, and short breaks, while it is filled in.
const minutesOf = (text) => {
  const words = text.trim().toLowerCase().replace(/\s/g, "");
  if (["noon", "midday", "12noon"].includes(words)) return 720;
  const found = /^(\d{1,2})(?:[:.]?(\d{2}))?(am|pm)?$/.exec(words);
  if (!found) return null;
  const [, hour, minute = "0", half] = found;
  const hours = half ? (Number(hour) % 12) + (half === "pm" ? 12 : 0) : Number(hour);
  return hours < 25 && Number(minute) < 60 ? hours * 60 + Number(minute) : null;
};
const spoken = (minutes) => {
  const hours = Math.floor(minutes / 60), rest = minutes % 60;
  const whole = `${hours} hour${hours === 1 ? "" : "s"}`;
  if (rest === 0) return whole;
  return rest === 30 ? `${hours} and a half hours` : `${whole} ${rest} minutes`;
};
for (const week of document.querySelectorAll("[data-week]")) {
  const form = week.closest("form"), total = form.querySelector("[data-total]");
  const part = (row, name) => row.querySelector(`[data-part=${name}]`);
  const rows = [...week.querySelectorAll("[data-day]")];
  const after = Number(week.dataset.after) || Infinity, least = Number(week.dataset.least) || 0;
  const paid = (row) => {
    const from = minutesOf(part(row, "starts").value), to = minutesOf(part(row, "ends").value);
    if (from === null || to === null || from === to) return null;
    const pause = Number.parseInt(part(row, "pause").value, 10) || 0;
    const work = Math.max(0, ((to - from + 1440) % 1440) - pause);
    const short = work > after && pause < least;
    row.querySelector("[data-note]").textContent = short ? `At least ${least} minutes, after ${spoken(after)}` : "";
    return work;
  };
  const count = () => {
    const worked = rows.map(paid);
    worked.forEach((work, at) => {
      rows[at].querySelector("[data-hours]").textContent = work === null ? "–" : spoken(work);
    });
    const days = worked.filter((work) => work !== null);
    const sum = days.reduce((one, other) => one + other, 0);
    total.textContent = days.length
      ? `${spoken(sum)} a week over ${days.length} day${days.length === 1 ? "" : "s"}, breaks taken off.`
      : "Nothing filled in yet.";
  };
  week.addEventListener("input", count);
  form.querySelector("[data-copy]").addEventListener("click", (event) => {
    event.preventDefault();
    for (const row of rows.slice(1, 5)) {
      for (const name of ["starts", "ends", "pause"]) part(row, name).value = part(rows[0], name).value;
    }
    count();
  });
}
