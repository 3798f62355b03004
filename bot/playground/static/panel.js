// The first page, and what the panel does beside its buttons.

import { chatOf } from "./page.js";

const who = document.body.dataset.who;

// A form that is answered field by field: what is wrong is said beside the field.

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-plain]")) return;
  event.preventDefault();
  let said;
  try {
    said = await (await fetch(form.action, { method: "POST", body: new FormData(form) })).json();
  } catch {
    said = { error: "The playground does not answer. Is it still running?" };
  }
  if (said.go) location.href = said.go;
  form.querySelector(".fault.whole").textContent = said.error ?? "";
  for (const place of form.querySelectorAll("[data-fault]")) blame(form, place, said.faults?.[place.dataset.fault] ?? "");
  form.querySelector("[aria-invalid=true]")?.focus();
});

function blame(form, place, why) {
  place.textContent = why;
  for (const field of form.querySelectorAll(`[name="${place.dataset.fault}"]`)) field.setAttribute("aria-invalid", why ? "true" : "false");
}

// The conversation that is open now is the one to save.

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-saves]");
  if (link) link.href = `/as/${who}/${link.dataset.saves}/transcript?chat=${encodeURIComponent(chatOf(link.dataset.saves))}`;
});

// The clock runs on between two changes of it.

setInterval(() => {
  const shown = document.querySelector("#panel-time time");
  if (!shown) return;
  shown.since ??= performance.now();
  const { now, speed, zone } = shown.dataset;
  const moment = new Date(Date.parse(now) + (performance.now() - shown.since) * Number(speed));
  const day = moment.toLocaleDateString("en-GB", { timeZone: zone, weekday: "short", day: "numeric", month: "long" });
  const hour = moment.toLocaleTimeString("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const told = `${day.replace(",", "")}, ${hour}`;
  if (shown.textContent !== told) shown.textContent = told;
}, 500);
