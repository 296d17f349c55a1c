// Times in the reader's own zone; the report's own stays beside it.
//
// <time datetime="2026-04-06T06:40:00+00:00">6 April 2026, 06:40 UTC</time> ──► "08:40 for you"

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const whole = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

function localise(time) {
  const when = new Date(time.dateTime);
  if (Number.isNaN(when.valueOf()) || time.dataset.local) return;
  time.dataset.local = "yes";
  time.title = when.toString();
  const told = /T(\d\d):(\d\d).*?([+-])(\d\d):(\d\d)$/.exec(time.dateTime);
  const offset = told ? (told[3] === "-" ? -1 : 1) * (Number(told[4]) * 60 + Number(told[5])) : 0;
  if (offset === -when.getTimezoneOffset()) return; // they are the same
  const there = new Date(when.valueOf() + offset * 60_000).getUTCDate();
  const format = when.getDate() === there ? clock : whole;
  const here = document.createElement("span");
  here.className = "aside";
  here.textContent = ` (${format.format(when)} for you)`;
  time.append(here);
}

function all() {
  document.querySelectorAll("time[datetime]").forEach(localise);
}

all();
document.addEventListener("htmx:after:swap", all);
