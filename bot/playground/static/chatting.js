// What both chat windows do: files that will go along are named, answered messages are found again, the list of what to attach closes.

import { earlier, windowOf } from "./page.js";

const RETRY = 30;
const SHINE = 1600;
const CHATS = "#telegram, #discord, #dialog";

function showFiles(form) {
  const files = [...form.elements.file.files, ...form.elements.voice.files];
  form.querySelector(".chosen").hidden = !files.length;
  form.querySelector(".chosen span").textContent = files.map((file) => file.name).join(", ");
  if (!files.length) return;
  form.querySelector("details.attach").open = false;
  form.elements.text.focus();
}

document.addEventListener("change", (event) => {
  if (event.target.matches(".composer input[type=file][multiple], .composer input[name=voice]")) showFiles(event.target.form);
});
document.addEventListener("reset", (event) => {
  if (event.target.matches(".composer form[data-act=send]")) setTimeout(() => showFiles(event.target));
});

// To the message that is answered or pinned, also when it is not on the page yet.

async function jump(id, log) {
  let line;
  while (!(line = document.getElementById(id)) && log.dataset.more) {
    await earlier(log, id);
    await new Promise((soon) => setTimeout(soon, RETRY));
  }
  if (!line) return;
  line.scrollIntoView({ block: "center" });
  line.tabIndex = -1;
  line.focus({ preventScroll: true });
  line.classList.add("found");
  setTimeout(() => line.classList.remove("found"), SHINE);
}

document.addEventListener("click", (event) => {
  const { target } = event;
  if (!target.closest(CHATS)) return;
  const way = target.closest("[data-jump]");
  if (way) {
    way.closest("dialog")?.close();
    jump(way.dataset.jump, document.querySelector(`#${windowOf(way)} .log`));
  }
  if (target.closest("[data-drop-files]")) {
    const { form } = target.closest("button");
    for (const name of ["file", "voice"]) form.elements[name].value = "";
    showFiles(form);
  }
  if (!target.closest("details.attach")) document.querySelector("details.attach[open]")?.removeAttribute("open");
});
