// What the page does by itself: sends acts, puts in what happened, keeps the place in a conversation.
// Everything is found by its data attributes; each window answers for itself under /as/WHO/WINDOW.

import "./chatting.js";
import "./discord.js";
import "./telegram.js";
import "./panel.js";

const who = document.body.dataset.who;
const LINGER = 6000;

function note(text, kind = "note") {
  if (!text) return;
  const shown = document.createElement("p");
  shown.className = kind;
  shown.textContent = text;
  const box = document.getElementById("dialog");
  (box.open ? box : document.getElementById("notes")).append(shown); // nothing is seen behind an open dialog
  setTimeout(() => shown.remove(), LINGER);
}

function dialog(html) {
  const box = document.getElementById("dialog");
  box.innerHTML = html;
  box.setAttribute("aria-label", box.querySelector("h2, p").textContent);
  if (!box.open) box.showModal();
}

function alertBox(text) {
  dialog('<form method="dialog"><p></p><button class="main">Close</button></form>');
  document.querySelector("#dialog p").textContent = text;
}

export const windowOf = (element) => element.closest("[data-window]")?.dataset.window ?? document.getElementById("dialog").dataset.from;
export const chatOf = (name) => document.querySelector(`#${name} [data-chat]`)?.dataset.chat ?? "";

export async function act(name, deed, fields) {
  const form = fields instanceof FormData ? fields : new FormData();
  if (!(fields instanceof FormData)) for (const [key, value] of Object.entries(fields ?? {})) form.set(key, value);
  if (!form.has("chat")) form.set("chat", chatOf(name));
  let said;
  try {
    const response = await fetch(`/as/${who}/${name}/${deed}`, { method: "POST", body: form });
    said = await response.json();
  } catch {
    said = { error: "The playground does not answer. Is it still running?" };
  }
  if (said.error) note(said.error, "fault");
  note(said.note);
  if (said.alert) alertBox(said.alert);
  if (said.dialog) {
    document.getElementById("dialog").dataset.from = name;
    dialog(said.dialog);
  }
  if (said.go) location.href = said.go;
  if (said.open) await open(name, said.open);
  return said;
}

export async function open(name, chat) {
  source?.close();
  const response = await fetch(`/as/${who}/${name}?chat=${encodeURIComponent(chat)}`);
  document.getElementById(name).innerHTML = await response.text();
  const address = new URL(location);
  address.searchParams.set(name, chat);
  history.replaceState(null, "", address);
  opened(name);
  listen();
}

function opened(name) {
  toTheEnd(name);
  const row = document.querySelector(`#${name} .chats a[aria-current]`)?.closest("li");
  if (row) row.parentElement.scrollLeft = row.offsetLeft + row.offsetWidth - row.parentElement.offsetLeft - row.parentElement.clientWidth;
  document.getElementById(name)?.dispatchEvent(new CustomEvent("opened", { bubbles: true }));
}

// Conversations stay at their end, unless somebody reads further up.

const logOf = (name) => document.querySelector(`#${name} .log`);
const atTheEnd = (log) => log.scrollHeight - log.scrollTop - log.clientHeight < 60;

export function toTheEnd(name) {
  const log = logOf(name);
  if (log) log.scrollTop = log.scrollHeight;
}

// A page of earlier messages, or all down to the wanted one.
export async function earlier(log, wanted) {
  const list = log.querySelector("ol");
  const name = windowOf(log);
  const first = list.querySelector("li[data-order]");
  if (!log.dataset.more || log.dataset.loading || !first) return;
  log.dataset.loading = "yes";
  let found = "", page, before = first.dataset.order;
  do {
    const query = new URLSearchParams({ chat: chatOf(name), before });
    page = await (await fetch(`/as/${who}/${name}/earlier?${query}`)).text();
    found = page + found;
    before = page.match(/data-order="(-?\d+)"/)?.[1];
  } while (wanted && page.includes("<!-- more -->") && !page.includes(`id="${wanted}"`));
  const height = log.scrollHeight;
  first.insertAdjacentHTML("beforebegin", found);
  log.scrollTop += log.scrollHeight - height;
  if (!page.includes("<!-- more -->")) log.dataset.more = "";
  delete log.dataset.loading;
}

function put({ id, html, into, order }) {
  const old = document.getElementById(id);
  if (html === null) return old?.remove();
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  const made = template.content.firstElementChild;
  if (old) return replaced(old, made);
  const list = document.getElementById(into);
  if (!list) return;
  const log = list.closest(".log");
  const stay = log && atTheEnd(log);
  let after = list.lastElementChild;
  while (after && Number(after.dataset.order) >= order) after = after.previousElementSibling;
  if (after) after.after(made);
  else if (list.children.length && log?.dataset.more) return;
  else list.prepend(made);
  if (stay) log.scrollTop = log.scrollHeight;
  made.dispatchEvent(new CustomEvent("placed", { bubbles: true }));
}

function replaced(old, made) {
  // What has grown in a conversation that stood at its end is read to its end.
  const log = old.closest(".log");
  const stay = log && atTheEnd(log);
  replace(old, made);
  if (stay) log.scrollTop = log.scrollHeight;
}

function replace(old, made) {
  // What somebody is typing stays, and so does the focus.
  const typed = old.querySelector("textarea");
  const fresh = made.querySelector("textarea");
  if (typed && fresh) {
    if (old.contains(document.activeElement) || typed.value) return;
  }
  const focus = old.contains(document.activeElement) ? document.activeElement.dataset.open ?? document.activeElement.textContent : null;
  old.replaceWith(made);
  if (made.querySelector(".log")) opened(windowOf(made));
  if (focus) [...made.querySelectorAll("a, button")].find((each) => (each.dataset.open ?? each.textContent) === focus)?.focus();
}

let source;
let at = document.body.dataset.at; // the number of the latest event that this page shows

function listen() {
  if (!who) return;
  source?.close();
  const query = new URLSearchParams({ since: at });
  for (const name of ["telegram", "discord", "panel"]) query.set(name, chatOf(name));
  source = new EventSource(`/as/${who}/events?${query}`);
  source.addEventListener("put", (event) => {
    at = event.lastEventId;
    JSON.parse(event.data).forEach(put);
  });
  source.addEventListener("anew", () => location.reload()); // too much was missed
}

// Acts

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-open]");
  if (link) {
    event.preventDefault();
    return open(windowOf(link), link.dataset.open);
  }
  const pressed = event.target.closest("button");
  if (!pressed) return;
  const { act: deed, say, reply, edit, ...fields } = pressed.dataset;
  const composer = document.querySelector(`#${windowOf(pressed)} .composer form`);
  const box = pressed.closest("dialog");
  if (deed && !(pressed.type === "submit" && pressed.form)) return press(pressed, deed, fields);
  if (say) compose(composer, { text: say });
  else if (reply) compose(composer, { reply_to: reply, quote: quoted(pressed), shown: `Reply to ${pressed.dataset.whom}` });
  else if (edit) compose(composer, { message: edit, text: fields.text ?? pressed.closest("li").querySelector(".text").innerText, shown: "Edit" });
  else if ("dropReply" in pressed.dataset) compose(composer, { text: composer.elements.message.value ? "" : undefined });
  else if ("close" in pressed.dataset) return box.close();
  else return;
  box?.close();
  composer?.elements.text.focus();
});

async function press(pressed, deed, fields) {
  const box = pressed.closest("dialog");
  if (pressed.getAttribute("aria-busy")) return;
  pressed.setAttribute("aria-busy", "true");
  const said = await act(windowOf(pressed), deed, fields);
  pressed.removeAttribute("aria-busy");
  if (box && !said.error && !said.dialog && !said.alert) box.close();
}

function quoted(pressed) {
  // What was marked in the message that is answered.
  const text = document.getElementById(pressed.dataset.of)?.querySelector(".text");
  const marked = getSelection();
  return text && marked.rangeCount && text.contains(marked.anchorNode) && text.contains(marked.focusNode) ? marked.toString() : "";
}

export function compose(form, { reply_to = "", quote = "", message = "", text, shown = "" }) {
  if (!form) return;
  form.elements.reply_to.value = reply_to;
  form.elements.message.value = message;
  if (form.elements.quote) form.elements.quote.value = quote;
  const line = form.querySelector(".replying");
  line.hidden = !shown;
  line.querySelector("span").textContent = quote ? `${shown}: "${quote}"` : shown;
  if (text !== undefined) form.elements.text.value = text;
  form.elements.text.focus();
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-act]")) return;
  event.preventDefault();
  const fields = new FormData(form);
  const deed = form.dataset.act === "send" && fields.get("message") ? "edit" : form.dataset.act;
  const writing = form.matches(".composer form");
  const shown = form.querySelector(".replying span")?.textContent;
  if (writing) clear(form); // what is typed from now on is the next message
  if (writing && deed === "send") toTheEnd(windowOf(form)); // who speaks looks at what is said
  const said = await act(windowOf(form), deed, fields);
  if (said.error && writing && !form.elements.text.value) compose(form, { ...Object.fromEntries(fields), shown });
  if (said.error || writing) return;
  form.reset();
  if (form.closest("dialog") && !said.dialog) document.getElementById("dialog").close();
});

function clear(form) {
  form.reset();
  compose(form, { text: "" });
}

// Enter sends, Shift+Enter makes a line.

document.addEventListener("keydown", (event) => {
  if (event.target.matches(".composer textarea") && event.key === "Enter" && !event.shiftKey && !event.defaultPrevented) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

document.addEventListener("scroll", (event) => {
  if (event.target.matches?.(".log") && event.target.scrollTop < 400) earlier(event.target);
}, true);

for (const name of ["telegram", "discord"]) opened(name);
listen();
