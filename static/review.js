/* The review app works without this file, except passkeys, which browsers offer to scripts only. */
"use strict";
document.documentElement.classList.add("script");

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

/* Options arrive as JSON with base64url text where the browser wants bytes. */
function forBrowser(options) {
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const list of [options.allowCredentials, options.excludeCredentials]) {
    for (const one of list || []) one.id = bytes(one.id);
  }
  return options;
}

function forServer(credential) {
  const response = { clientDataJSON: text(credential.response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const publicKey = forBrowser(JSON.parse(form.dataset.options));
    try {
      const credential = form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey })
        : await navigator.credentials.get({ publicKey });
      form.elements.answer.value = forServer(credential);
      form.submit();
    } catch {
      const note = form.querySelector(".needs-script");
      note.textContent = "The passkey was not used. Try again, or use another way.";
      note.style.display = "block";
      note.setAttribute("role", "alert");
    }
  });
}

/* Work that is under way: the page loads itself again, but not under somebody's finger. */
if (document.querySelector("[data-under-way]")) {
  setInterval(() => {
    if (!document.activeElement.closest("main form, .bar")) location.reload();
  }, 2000);
}

/* A table that needs no scrolling is no stop for the tab key. */
function stops() {
  for (const one of document.querySelectorAll(".scroll")) {
    if (one.scrollWidth > one.clientWidth) one.tabIndex = 0;
    else one.removeAttribute("tabindex");
  }
}
stops();
window.addEventListener("resize", stops);

/* What went wrong is read out and seen first, however long the page is. */
document.querySelector(".problems[role=alert]")?.focus();

/* Workbench: one key for each code, Enter saves, = takes the suggestions, ? shows the keys. */
const codes = document.querySelector("form[data-codes]");
if (codes) {
  const main = document.getElementById("main");
  const takeOut = document.querySelector(".take-out");
  const ticked = `ticked ${codes.action}`;
  const take = () => {
    for (const box of codes.querySelectorAll("[data-suggested]")) box.checked = true;
    main.focus({ preventScroll: true });
  };
  const actions = {
    "=": take,
    "?": () => document.querySelector(".keys")?.toggleAttribute("open"),
    b: () => document.querySelector("[data-back]")?.click(),
    m: () => codes.querySelector("[data-focus]").focus(),
    x: () => { takeOut.open = true; takeOut.querySelector("[name=words]").focus(); },
  };
  const press = (box) => {
    box.checked = !box.checked;
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
  };
  codes.querySelector("[data-take]")?.addEventListener("click", take);
  codes.addEventListener("submit", (event) => {
    if (codes.dataset.sent) event.preventDefault();
    codes.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => { delete codes.dataset.sent; });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    if (typing) {
      if (event.key === "Escape") main.focus({ preventScroll: true });
      return;
    }
    if (event.key === "Enter") {
      if (event.target.matches("summary, a, button")) return;
      event.preventDefault();
      codes.requestSubmit();
      return;
    }
    const key = event.key.toLowerCase();
    const box = codes.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (box) press(box);
    else if (actions[key]) actions[key]();
    else return;
    event.preventDefault();
  });
  /* Taking words out loads the page again: what was ticked meanwhile is ticked again. */
  takeOut.querySelector("form").addEventListener("submit", () => {
    const boxes = [...codes.querySelectorAll(":checked")].map((box) => box.id);
    sessionStorage.setItem(ticked, JSON.stringify([codes.elements.new_theme.value, ...boxes]));
  });
  const kept = sessionStorage.getItem(ticked);
  if (kept) {
    const [theme, ...boxes] = JSON.parse(kept);
    codes.elements.new_theme.value = theme;
    for (const box of codes.querySelectorAll("[type=checkbox]")) box.checked = boxes.includes(box.id);
    sessionStorage.removeItem(ticked);
  }
  if (!document.querySelector("[role=alert]")) main.focus({ preventScroll: true });
}

/* Words that are selected in the comment go into the form that takes them out. */
const words = document.querySelector("form[data-redact] [name=words]");
const comment = document.querySelector(".comment");
if (words && comment) {
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (chosen && !chosen.isCollapsed && comment.contains(chosen.anchorNode)) {
      words.value = chosen.toString().trim();
    }
  });
}
