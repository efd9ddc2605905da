/* What does the import page do beyond its forms? It takes dropped files, and shows progress. */

const drop = document.querySelector(".drop");
if (drop) {
  const input = drop.querySelector("input[type=file]");
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    input.files = event.dataTransfer.files;
    chosen(drop, input.files);
  });
  input.addEventListener("change", () => chosen(drop, input.files));
}

/* What each chosen file is can be said before it is sent; what is too large is said at once. */
function chosen(form, files) {
  const lines = [...files].map((file, number) => {
    const line = form.querySelector("template").content.cloneNode(true);
    const label = line.querySelector("label");
    const select = line.querySelector("select");
    label.textContent = form.dataset.readAs.replace("{file}", file.name);
    label.htmlFor = select.id = `read-as-${number}`;
    for (const option of select.options) {
      if (option.value) option.value = `${file.name}=${option.value}`;
    }
    return line;
  });
  form.querySelector("[data-chosen]").replaceChildren(...lines);
  const size = [...files].reduce((sum, file) => sum + file.size, 0);
  const warning = form.querySelector("[data-warning]");
  warning.hidden = size <= Number(form.dataset.most);
  warning.textContent = warning.hidden ? "" : form.dataset.tooLarge;
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

/* Seconds without a change after which the page says so. */
const STILL = 10;

function show(place, told) {
  const progress = told.progress;
  if (!progress) return;
  const said = place.querySelector(`[data-said="${CSS.escape(progress.stage ?? "")}"]`);
  if (said) place.querySelector("[data-stage]").textContent = said.textContent;
  const bar = place.querySelector("progress");
  if (progress.total) bar.value = (100 * progress.done) / progress.total;
  const still = Math.round(progress.seconds_since_it_moved ?? 0);
  silence(place, still >= STILL ? place.dataset.still.replace("{seconds}", still) : "");
}

function silence(place, words) {
  const line = place.querySelector("[data-silence]");
  if (line.textContent !== words) line.textContent = words;
}

/* Server-sent events; where they do not come through, the same is asked for every second. */
function watch(place) {
  const address = `/imports/${place.dataset.watch}`;
  const language = `?language=${place.dataset.language}`;
  const events = new EventSource(`${address}/events${language}`);
  let polling = false;
  events.addEventListener("progress", (event) => show(place, JSON.parse(event.data)));
  events.addEventListener("end", () => {
    events.close();
    location.reload();
  });
  events.addEventListener("error", () => {
    if (polling) return;
    polling = true;
    events.close();
    poll(place, address + language);
  });
}

/* The page itself says what to do where one is not let in any more. */
const OUT = [401, 404];

async function poll(place, address) {
  try {
    const answer = await fetch(address, { cache: "no-store" });
    if (OUT.includes(answer.status)) {
      location.reload();
      return;
    }
    if (!answer.ok) throw new Error(answer.status);
    const told = await answer.json();
    if (!told.progress && !["queued", "reading", "approved"].includes(told.state)) {
      location.reload();
      return;
    }
    show(place, told);
  } catch {
    silence(place, place.dataset.lost);
  }
  setTimeout(poll, 1000, place, address);
}

/* Until the preview is there. */
async function foresee(importId) {
  const answer = await fetch(`/imports/${importId}/preview`, { cache: "no-store" }).catch(() => null);
  if ([200, ...OUT].includes(answer?.status)) location.reload();
  else setTimeout(foresee, 1000, importId);
}

const moving = document.querySelector("[data-watch]");
if (moving) watch(moving);
const preview = document.querySelector("[data-preview]");
if (preview) foresee(preview.dataset.preview);
