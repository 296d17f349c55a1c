// What comes into the ledger appears in lists that show it, without a reload.
//
// /live ──"ledger"──► elements with hx-trigger="ledger" fetch themselves anew

const known = document.querySelector('meta[name="live"]').content;
const news = document.getElementById("news");
let away;

function busy() {
  return document.activeElement?.closest("form, #answers [data-item]");
}

function refresh() {
  const lists = document.querySelectorAll('[hx-trigger="ledger"]');
  if (lists.length && busy()) { // never move what somebody is at
    news.hidden = false;
    document.addEventListener("focusout", () => setTimeout(refresh), { once: true });
    return;
  }
  news.hidden = true;
  lists.forEach((list) => window.htmx.trigger(list, "ledger"));
}

const source = new EventSource(`/live?known=${encodeURIComponent(known)}`);
source.addEventListener("ledger", () => {
  clearTimeout(away);
  away = setTimeout(refresh, 300); // a watcher adds several at once
});
window.addEventListener("pagehide", () => source.close());
