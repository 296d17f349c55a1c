// The keyboard: "/" searches, j and k walk through items, letters act on the item in hand.

const PAGES = { t: "/today", r: "/reports", s: "/search", a: "/actor", p: "/read" };
let going = false; // after "g" a letter names a page

const items = () => [...document.querySelectorAll("[data-item]")].filter((item) => item.querySelector(".head, .body, h2")?.getClientRects().length);
const inHand = () => document.activeElement?.closest("[data-item]");

function walk(step) {
  const all = items();
  const at = all.indexOf(inHand());
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
  document.querySelectorAll(".here").forEach((item) => item.classList.remove("here"));
  next?.classList.add("here");
}

function open() {
  inHand()?.querySelector(":scope > h2 a, :scope .place, :scope > .head .to-text")?.click();
}

// Verdicts need the item's form; where it is not open yet, it is opened, then pressed.
function press(key) {
  const item = inHand();
  const button = () => document.querySelector(`#form-${CSS.escape(item.dataset.item)} [data-key="${key}"]`);
  if (!item?.querySelector(":scope > .slot")) return;
  if (button()) return button().click();
  document.addEventListener("htmx:after:swap", () => button()?.click(), { once: true });
  item.querySelector(":scope > .head .open").click();
}

function change() {
  inHand()?.querySelector(":scope > .head .open")?.click();
}

const KEYS = {
  "/": () => document.querySelector('.filters [name="words"], #find')?.focus(),
  "?": () => document.getElementById("keys").showModal(),
  j: () => walk(1),
  k: () => walk(-1),
  Enter: open,
  a: () => press("a"),
  x: () => press("x"),
  u: () => press("u"),
  e: change,
  g: () => { going = true; },
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, dialog");
  if (event.key === "Escape" && typing) return event.target.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (going) {
    going = false;
    if (PAGES[event.key]) window.location.href = PAGES[event.key];
    return;
  }
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  if (!KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});

document.querySelector("[data-help]")?.addEventListener("click", KEYS["?"]);
