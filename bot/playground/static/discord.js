// What only Discord's app does: the list of commands with their options, suggestions while typing, names to mention, spoilers.

import { act, compose, toTheEnd } from "./page.js";

const home = () => document.getElementById("discord");
const composer = () => document.getElementById("discord-composer");
const writing = () => document.getElementById("discord-text");
const calling = () => composer().querySelector(".calling");
const LISTED = "#discord-menu [role=option], #discord .calling [role=option]";
const NAME = /(?:^|\s)([@#][^\s@#]*)$/;
const PAUSE = 150;

// A list of suggestions over a field: arrows choose, Enter and Tab take, Escape closes.

const listOf = (field) => document.getElementById(field.getAttribute("aria-controls"));
const offered = (field) => [...listOf(field).children].filter((option) => !option.hidden);
const chosen = (field) => (listOf(field)?.hidden === false ? listOf(field).querySelector("[aria-selected=true]") : null);

function choose(field, option) {
  for (const each of listOf(field).children) each.setAttribute("aria-selected", String(each === option));
  if (!option) return field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function offer(field, fits = () => true) {
  for (const option of listOf(field).children) option.hidden = !fits(option);
  const found = offered(field);
  listOf(field).hidden = !found.length;
  if (field.getAttribute("role") === "combobox") field.setAttribute("aria-expanded", String(found.length > 0));
  choose(field, found[0]);
}

const close = (field) => offer(field, () => false);

function step(field, by) {
  const found = offered(field);
  choose(field, found[(found.indexOf(chosen(field)) + by + found.length) % found.length]);
}

function take(option) {
  const { command, name, value } = option.dataset;
  if (command) return begin(command, writing().value.slice(command.length).trim());
  if (name) return mention(name);
  const field = option.closest(".search").querySelector("input");
  field.value = option.textContent.trim();
  field.nextElementSibling.value = value;
  close(field);
}

const KEYS = {
  ArrowDown: (field) => step(field, 1),
  ArrowUp: (field) => step(field, -1),
  Enter: (field) => take(chosen(field)),
  Tab: (field) => take(chosen(field)),
  Escape: close,
};

// What is typed into the message: a slash asks for the commands, @ and # for whom and what one can mention.

const known = {};

async function fill(kind) {
  if (writing().dataset.offers === kind && (await known[kind])) return;
  writing().dataset.offers = kind;
  known[kind] = act("discord", kind, {});
  listOf(writing()).innerHTML = (await known[kind]).data ?? "";
}

async function suggest() {
  const field = writing();
  const kind = kindOf(field);
  if (!kind) return forget(field);
  await fill(kind);
  if (kindOf(field) === kind) offer(field, kind === "commands" ? fitting(field.value) : named(begun(field)));
}

const begun = (field) => NAME.exec(field.value.slice(0, field.selectionStart))?.[1];
const kindOf = (field) => (/^\/[^\n]*$/.test(field.value) ? "commands" : begun(field) ? "names" : "");

function fitting(typed) {
  const said = typed.toLowerCase();
  const starts = ({ dataset: { command } }) => command.startsWith(said.trimEnd()) || said.startsWith(`${command} `);
  const any = [...listOf(writing()).children].some(starts);
  return any ? starts : ({ dataset: { command } }) => command.includes(said.slice(1));
}

const named = (typed) => ({ dataset }) => dataset.name.toLowerCase().startsWith(typed.toLowerCase());

function forget(field) {
  close(field);
  delete field.dataset.offers;
}

function mention(name) {
  const field = writing();
  const end = field.selectionStart;
  field.setRangeText(`${name} `, end - begun(field).length, end, "end");
  close(field);
}

async function send(field) {
  await suggest();
  if (chosen(field)) take(chosen(field));
  else field.form.requestSubmit();
}

// A command that was chosen shows its options in place of the message.

async function begin(command, typed = "") {
  const said = await act("discord", "command", { path: command, typed });
  if (said.error) return;
  drop();
  const field = writing();
  field.value = "";
  forget(field);
  field.form.hidden = true;
  composer().insertAdjacentHTML("beforeend", said.data);
  (calling().querySelector("input:not([type=hidden]), select") ?? calling().querySelector("button")).focus();
}

function drop() {
  calling()?.remove();
  if (writing()) writing().form.hidden = false;
}

async function call(form) {
  const button = form.querySelector("button.main");
  if (button.hasAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  toTheEnd("discord"); // who calls looks at what is answered
  const said = await act("discord", "slash", new FormData(form));
  button.removeAttribute("aria-busy");
  if (said.error) return;
  drop();
  if (!document.getElementById("dialog").open) writing()?.focus();
}

let waiting;

function complete(field) {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const fields = new FormData(field.form);
    fields.set("option", field.dataset.complete);
    const typed = field.value;
    const said = await act("discord", "complete", fields);
    if (field.value !== typed || document.activeElement !== field) return;
    listOf(field).innerHTML = said.data ?? "";
    offer(field);
  }, PAUSE);
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (field === writing()) suggest();
  else if (field.matches?.("#discord [data-complete]")) {
    field.nextElementSibling.value = "";
    complete(field);
  }
});

document.addEventListener("focusin", (event) => {
  if (event.target.matches("#discord [data-complete]")) complete(event.target);
});

document.addEventListener("focusout", (event) => {
  if (event.target.matches("#discord [aria-controls]") && listOf(event.target)) close(event.target);
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("#discord .calling")) return;
  event.preventDefault();
  call(event.target);
});

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!home()?.contains(field) || event.shiftKey || event.isComposing) return;
  if (field.matches("[aria-controls]") && chosen(field) && KEYS[event.key] && !(field === writing() && event.key === "Enter")) {
    event.preventDefault();
    return KEYS[event.key](field);
  }
  if (field === writing() && event.key === "Enter" && (kindOf(field) === "commands" || chosen(field))) {
    event.preventDefault();
    return send(field);
  }
  if (event.key === "Escape" && field.closest(".calling")) {
    drop();
    writing().focus();
  } else if (event.key === "Escape" && field === writing() && !field.form.querySelector(".replying").hidden) {
    compose(field.form, { text: field.form.elements.message.value ? "" : undefined });
  } else if (field.matches(".spoiler") && [" ", "Enter"].includes(event.key)) {
    event.preventDefault();
    reveal(field);
  }
}, true);

document.addEventListener("mousedown", (event) => {
  if (event.target.closest(LISTED)) event.preventDefault(); // the field keeps the focus
});

function reveal(spoiler) {
  spoiler.classList.add("shown");
  for (const name of ["role", "tabindex", "aria-label"]) spoiler.removeAttribute(name);
}

document.addEventListener("click", (event) => {
  const { target } = event;
  if (!home()?.contains(target)) return;
  const option = target.closest(LISTED);
  if (option) take(option);
  const spoiler = target.closest(".spoiler:not(.shown)");
  if (spoiler) reveal(spoiler);
  target.closest(".controls")?.closest("li").querySelector(".failed")?.remove();
  if (target.closest("[data-drop-call]")) {
    drop();
    writing().focus();
  }
  const beginning = target.closest("[data-begin]")?.dataset.begin;
  if (beginning === "/" && writing()) {
    writing().value = "/";
    writing().focus();
    suggest();
  } else if (beginning && writing()) {
    begin(beginning);
  }
});
