// The contacts as a graph, as it was on a day that the slider picks.
//
// /api/dossiers/x/graph ──► nodes in a ring, mediators inside ──slider──► edges until that day

const figure = document.getElementById("graph");
const DAY = 86_400_000;
const WIDTH = 9; // pixels of the broadest edge
const ASIDE = 62; // pixels for the half of a name beside the ring
const BELOW = 56; // pixels for a name of two lines below it

const colour = (name) => {
  const probe = document.createElement("i");
  figure.append(probe);
  probe.style.color = `var(--${name})`;
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
};

const TONES = { confirmed: "good", announced: "event", rumoured: "event", denied: "bad" };
const LINES = { confirmed: "solid", announced: "dashed", rumoured: "dotted", denied: "dotted" };

function sheet() {
  const edges = Object.entries(TONES).map(([standing, tone]) => ({
    selector: `edge[standing = "${standing}"]`,
    style: { "line-color": colour(tone), "line-style": LINES[standing] },
  }));
  return [
    { selector: "node", style: { label: "data(name)", "background-color": colour("statement"), color: colour("ink"),
      "font-size": 13, "font-family": getComputedStyle(document.body).fontFamily, "text-wrap": "wrap", "text-max-width": 2 * ASIDE, "text-valign": "bottom", "text-margin-y": 6, width: 26, height: 26,
      "text-background-color": colour("sheet"), "text-background-opacity": 0.85, "text-background-padding": 2 } },
    { selector: "node[?mediator]", style: { shape: "diamond", "background-color": colour("position") } },
    { selector: "edge", style: { width: "data(width)", "curve-style": "bezier", opacity: 0.8, label: "data(count)",
      "font-size": 11, color: colour("faint"), "text-background-color": colour("sheet"), "text-background-opacity": 1 } },
    ...edges,
  ];
}

// Contacts of the same two with the same standing are one edge, the broader the more there are.
function bundled(edges, until) {
  const found = new Map();
  for (const edge of edges.filter((each) => each.day <= until)) {
    const id = `${edge.one}|${edge.other}|${edge.standing}`;
    const former = found.get(id) ?? { id, source: edge.one, target: edge.other, standing: edge.standing, count: 0 };
    former.count += 1;
    former.width = Math.min(1.5 + 1.2 * former.count, WIDTH);
    found.set(id, former);
  }
  return [...found.values()].map((data) => ({ group: "edges", data: { ...data, count: String(data.count) } }));
}

// Where each side stands, in pixels of the box, so that names are as large as other words: the
// parties in a ring, mediators inside it.
function places(nodes, box) {
  const [width, height] = [box.clientWidth / 2, box.clientHeight / 2];
  const [outer, inner] = [[width - ASIDE, height - BELOW], [width / 3, height / 4]];
  const found = new Map();
  for (const mediator of [true, false]) {
    const ring = nodes.filter((node) => node.mediator === mediator);
    const [across, down] = mediator ? (ring.length > 1 ? inner : [0, 0]) : outer;
    ring.forEach((node, at) => {
      const angle = (2 * Math.PI * at) / ring.length + (mediator ? 0.5 : -Math.PI / 2);
      found.set(node.key, { x: width + across * Math.cos(angle), y: height + down * Math.sin(angle) - BELOW / 4 });
    });
  }
  return found;
}

function slide(graph, told, until) {
  graph.elements("edge").remove();
  graph.add(bundled(told.edges, until));
  figure.querySelector("output").textContent = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(new Date(until));
  for (const entry of document.querySelectorAll("[data-day]")) entry.classList.toggle("later", entry.dataset.day > until);
}

// The day stands in the address, so that the picture can be shared.
function noted(until) {
  const address = new URL(window.location.href);
  if (until < figure.dataset.last) address.searchParams.set("until", until);
  else address.searchParams.delete("until");
  history.replaceState(null, "", address);
}

async function draw() {
  const answer = await fetch(figure.dataset.source);
  if (!answer.ok) return; // the list says the same
  const told = await answer.json();
  figure.hidden = false;
  const box = figure.querySelector(".canvas");
  const nodes = told.nodes.map(({ key, name, mediator }) => ({ group: "nodes", data: { id: key, name, mediator } }));
  const graph = window.cytoscape({
    container: box, elements: nodes, style: sheet(), layout: { name: "null" },
    userZoomingEnabled: false, userPanningEnabled: false,
  });
  const place = () => {
    const found = places(told.nodes, box);
    graph.resize();
    graph.nodes().positions((node) => found.get(node.id()));
  };
  const { first, last } = figure.dataset;
  const slider = figure.querySelector("input");
  const begin = Date.parse(first);
  const day = () => new Date(begin + Number(slider.value) * DAY).toISOString().slice(0, 10);
  slider.max = String(Math.max(1, (Date.parse(last) - begin) / DAY));
  const asked = new URL(window.location.href).searchParams.get("until");
  slider.value = asked ? String(Math.max(0, (Date.parse(asked) - begin) / DAY)) : slider.max;
  slider.addEventListener("input", () => slide(graph, told, day()));
  slider.addEventListener("change", () => noted(day()));
  graph.on("tap", "edge", (event) => {
    const { source, target } = event.target.data();
    const address = new URL(window.location.href); // as known on the same day
    for (const name of ["between", "until", "offset"]) address.searchParams.delete(name);
    address.searchParams.append("between", source);
    address.searchParams.append("between", target);
    window.location.href = address.href;
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => graph.style(sheet()));
  new ResizeObserver(place).observe(box);
  place();
  slide(graph, told, day());
}

if (figure) draw();
