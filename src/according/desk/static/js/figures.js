// The figures as charts: a line for each source, a bar where the words give a range.
//
// table.numbers ──► its sources, their rows ──► the .chart beside it: both say the same

const root = document.getElementById("series");
const MOST = 8; // sources in one chart; the table has all
const OPEN = 22; // pixels
const SHAPES = ["circle", "rect", "triangle", "diamond", "pin", "arrow", "roundRect", "circle"];

const tone = (name) => {
  const probe = document.createElement("i");
  root.append(probe);
  probe.style.color = `var(--${name})`;
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
};

const moment = (when) => (when.length > 10 ? `${when}Z`.replace("ZZ", "Z") : when);

const number = (text) => (text === undefined ? null : Number(text));

// <tbody data-name="…"><tr data-when="…" data-value="…" data-low="…"> … ──► { name, points }
const sources = (table) => [...table.tBodies].map((body) => ({
  name: body.dataset.name,
  points: [...body.rows].map((row) => ({
    value: [moment(row.dataset.when), Number(row.dataset.value)], low: number(row.dataset.low), high: number(row.dataset.high),
    words: row.cells[2].textContent, name: body.dataset.name,
  })),
}));

// A range as a bar through the point; towards an open end ("at least nine") it is a short one.
function ranges(list, color) {
  const data = list.filter((each) => each.low !== null || each.high !== null)
    .map((each) => [each.value[0], each.low ?? each.value[1], each.high ?? each.value[1], each.low === null, each.high === null]);
  return {
    type: "custom", data, silent: true, tooltip: { show: false }, z: 1,
    renderItem: (_, api) => {
      const [x, low] = api.coord([api.value(0), api.value(1)]);
      const high = api.coord([api.value(0), api.value(2)])[1];
      const [down, up] = [api.value(3) ? OPEN : 0, api.value(4) ? OPEN : 0];
      const style = { stroke: color, lineWidth: 5, opacity: 0.35 };
      return { type: "line", shape: { x1: x, y1: low + down, x2: x, y2: high - up }, style };
    },
  };
}

function option(table) {
  const colours = ["statement", "event", "figure", "position", "bad", "faint", "ink", "link"].map(tone);
  const [ink, faint, rule] = [tone("ink"), tone("faint"), tone("line")];
  const lines = sources(table).slice(0, MOST);
  const drawn = lines.flatMap((line, at) => {
    const data = line.points;
    return [
      { name: line.name, type: "line", step: "end", data, symbol: SHAPES[at], symbolSize: 9, color: colours[at],
        lineStyle: { width: 2 }, emphasis: { disabled: true } },
      ranges(data, colours[at]),
    ];
  });
  const axis = { axisLabel: { color: faint, fontSize: 11, hideOverlap: true }, axisLine: { lineStyle: { color: rule } }, splitLine: { lineStyle: { color: rule } } };
  return {
    animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: ink },
    aria: { enabled: true },
    legend: { bottom: 0, type: "scroll", textStyle: { color: ink, fontSize: 12, width: 140, overflow: "truncate" }, data: lines.map((line) => line.name), icon: "circle", itemWidth: 10 },
    grid: { left: 48, right: 16, top: 14, bottom: 52 },
    tooltip: { trigger: "item", renderMode: "richText", confine: true, formatter: ({ data }) => (data.name ? `${data.name}: ${data.words}` : "") },
    xAxis: { type: "time", boundaryGap: ["3%", "3%"], ...axis, splitLine: { show: false }, axisLabel: { ...axis.axisLabel, formatter: { year: "{yyyy}", month: "{d} {MMM}", day: "{d} {MMM}", hour: "{HH}:{mm}" } } },
    yAxis: { type: "value", scale: true, minInterval: 1, ...axis },
    series: drawn,
  };
}

function draw() {
  const charts = [...root.querySelectorAll(".chart")].map((box) => {
    box.hidden = false;
    const table = box.closest(".series").querySelector("table");
    const chart = window.echarts.init(box, null, { renderer: "svg" });
    const put = () => chart.setOption(option(table), true);
    put();
    new ResizeObserver(() => chart.resize()).observe(box);
    return put;
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => charts.forEach((put) => put()));
}

if (root) draw();
