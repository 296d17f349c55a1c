// Links between the text and the list, both ways: what is pointed at or has the focus is lit.
//
// <span data-items="s3 s1"> in the text ◄──► <li data-item="s3"> in the list

const lit = new Set();

function light(keys, whole) {
  lit.forEach((element) => element.classList.remove("lit"));
  lit.clear();
  for (const key of keys) {
    const entry = document.querySelector(`.entry[data-item="${CSS.escape(key)}"]`);
    if (entry) lit.add(entry);
    if (whole) document.querySelectorAll(`.text [data-items~="${CSS.escape(key)}"]`).forEach((piece) => lit.add(piece));
  }
  lit.forEach((element) => element.classList.add("lit"));
}

function point(event) {
  const target = event.target;
  if (!(target instanceof Element)) return;
  const entry = target.closest(".entry");
  const piece = target.closest(".text [data-items]");
  if (entry) light([entry.dataset.item], true);
  else if (piece) light(piece.dataset.items.split(" ").slice(0, 1), true);
  else if (event.type === "pointerover" && target.closest(".sheet")) light([], false);
}

// A click on any word of an item, not only on its link, shows the item in the list.
function show(event) {
  const piece = event.target.closest(".text span[data-items]");
  if (!piece || !window.getSelection().isCollapsed) return;
  const key = piece.dataset.items.split(" ")[0];
  document.getElementById(key)?.scrollIntoView({ block: "nearest" });
  light([key], true);
}

document.addEventListener("pointerover", point);
document.addEventListener("focusin", point);
document.addEventListener("click", show);
