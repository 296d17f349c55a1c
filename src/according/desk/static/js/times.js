// Times in the reader's own zone; the report's own stays at hand.
//
// in lists       6 April 2026, 06:40 UTC ──► 6 April 2026, 08:40   (the report's own as a title)
// at a report    6 April 2026, 06:40 UTC ──► the same, and beside it 08:40 for you

const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeStyle: "short" });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "long" });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });

function localise(time) {
  const when = new Date(time.dateTime);
  if (Number.isNaN(when.valueOf()) || time.title) return;
  const told = time.textContent;
  const here = whole.format(when);
  if (time.closest(".report-head")) {
    if (told.includes(clock.format(when))) return; // the same here as there
    time.title = `${here} for you`;
    time.append(` (${told.startsWith(day.format(when)) ? clock.format(when) : here} for you)`);
  } else {
    time.title = `As the report says: ${told}`;
    time.textContent = here;
  }
}

function all() {
  document.querySelectorAll("time[datetime]").forEach(localise);
}

all();
document.addEventListener("htmx:after:swap", all);
