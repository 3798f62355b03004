// What only Telegram's app does: the menu of commands, answer fields that open by themselves.

import { compose } from "./page.js";

const home = () => document.getElementById("telegram");
const formOf = () => home().querySelector(".composer form");

// Commands: a slash opens the list, arrows choose, Enter sends, Tab takes over to go on writing, Escape closes.

const ours = (field) => field.matches?.("#telegram .composer textarea");
const menu = () => document.getElementById("telegram-menu");
const offered = () => [...menu().children].filter((option) => !option.hidden);
const chosen = () => menu().querySelector("[aria-selected=true]");

function offer(typed) {
  const begun = /^\/\S*$/.test(typed);
  for (const option of menu().children) option.hidden = !begun || !option.dataset.command.startsWith(typed.toLowerCase());
  const found = offered();
  menu().hidden = !found.length;
  choose(found[0]);
}

function choose(option) {
  chosen()?.setAttribute("aria-selected", "false");
  const field = formOf().elements.text;
  if (!option) return field.removeAttribute("aria-activedescendant");
  option.setAttribute("aria-selected", "true");
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function close() {
  menu().hidden = true;
  choose(null);
}

function step(by) {
  const found = offered();
  choose(found[(found.indexOf(chosen()) + by + found.length) % found.length]);
}

function take(option, send) {
  const form = formOf();
  form.elements.text.value = send ? option.dataset.command : `${option.dataset.command} `;
  close();
  if (send) form.requestSubmit();
  else form.elements.text.focus();
}

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Enter: () => take(chosen(), true),
  Tab: () => take(chosen(), false),
  Escape: close,
};

document.addEventListener("keydown", (event) => {
  if (!ours(event.target) || event.shiftKey) return;
  const open = menu() && !menu().hidden && chosen();
  if (open && KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  } else if (event.key === "Escape" && !formOf().querySelector(".replying").hidden) {
    forget();
  }
});

document.addEventListener("input", (event) => {
  if (ours(event.target) && menu()) offer(event.target.value);
});

document.addEventListener("focusout", (event) => {
  if (ours(event.target) && menu() && !menu().contains(event.relatedTarget)) close();
});

document.addEventListener("mousedown", (event) => {
  if (event.target.closest("#telegram-menu, #telegram [data-menu]")) event.preventDefault(); // the field keeps the focus
});

// A forced reply opens the field of whom it asks, unless they are writing.

function asked(line) {
  const form = formOf();
  if (line?.dataset?.asks === undefined || !form || form.elements.text.value) return;
  const before = document.activeElement;
  compose(form, { reply_to: line.dataset.order, shown: `Reply to ${line.dataset.whom}` });
  form.elements.text.placeholder = line.dataset.asks || "Message";
  if (before !== document.body && !home().contains(before)) before.focus();
}

function forget() {
  const form = formOf();
  compose(form, { text: form.elements.message.value ? "" : undefined });
  form.elements.text.placeholder = "Message";
}

document.addEventListener("placed", (event) => {
  if (home().contains(event.target)) asked(event.target);
});
document.addEventListener("opened", (event) => {
  if (event.target === home()) asked(home().querySelector(".log ol")?.lastElementChild);
});

document.addEventListener("reset", (event) => {
  if (event.target === formOf()) setTimeout(() => { event.target.elements.text.placeholder = "Message"; });
});

document.addEventListener("click", (event) => {
  const { target } = event;
  if (!home().contains(target)) return;
  const option = target.closest("#telegram-menu li");
  if (option) take(option, true);
  const opener = target.closest("[data-menu]");
  if (opener) {
    formOf().elements.text.focus();
    if (menu().hidden) offer("/");
    else close();
  }
  if (target.closest("[data-drop-reply]")) forget();
});
