/* The cues of a track beside the player: a list of rows, all of it done with the keyboard alone. Without this script
   the same form holds the track as WebVTT in a text field. What is sent is what the rows hold; the server checks it. */

const TIME = /^(?:(\d{1,3}):)?(\d{1,3}):([0-5]?\d)(?:[.,](\d{1,3}))?$/;
const SLACK = 0.5;

function readTime(text) {
  const found = TIME.exec(text.trim());
  if (!found || (found[1] && Number(found[2]) > 59)) return NaN;
  const fraction = found[4] ? Number(found[4].padEnd(3, "0")) / 1000 : 0;
  return Number(found[1] ?? 0) * 3600 + Number(found[2]) * 60 + Number(found[3]) + fraction;
}

function writeTime(seconds) {
  const thousandths = Math.max(Math.round(seconds * 1000), 0);
  const pad = (number, size = 2) => String(number).padStart(size, "0");
  const whole = Math.floor(thousandths / 1000);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60].map((part) => pad(part));
  return `${parts.join(":")}.${pad(thousandths % 1000, 3)}`;
}

const read = (id) => JSON.parse(document.getElementById(id).textContent);

const TOOLS = [
  ["play", "k"], ["back", "j"], ["forward", "l"], ["playCue", "p"], ["setStart", "i"], ["setEnd", "o"],
  ["previous", "ArrowUp"], ["next", "ArrowDown"], ["split", "Enter"], ["merge", "m"], ["insert", "n"],
  ["remove", "Backspace"], ["undo", "z"],
];

class AdminTrackEditor extends HTMLElement {
  connectedCallback() {
    this.words = read("te-words");
    this.media = this.querySelector("audio, video");
    this.form = this.querySelector("form");
    this.list = this.querySelector(".te-rows");
    this.status = this.querySelector(".te-status");
    this.duration = Number(this.getAttribute("duration"));
    this.chapters = this.hasAttribute("chapters");
    this.changed = this.hasAttribute("changed");
    this.history = [];
    this.current = null;
    this.playing = null;
    this.build();
    this.listen();
    this.checkAll();
    this.showSent(read("te-problems"));
    this.say("");
  }

  /* What is built ---------------------------------------------------------------------------------- */

  build() {
    this.querySelector(".te-plain").hidden = true;
    this.querySelector("#te-webvtt").disabled = true;
    this.list.hidden = false;
    const all = document.createDocumentFragment();
    for (const cue of read("te-rows")) all.append(this.row(cue));
    this.list.append(all);
    this.buildTools();
  }

  buildTools() {
    const tools = this.querySelector(".te-tools");
    tools.hidden = false;
    tools.setAttribute("role", "toolbar");
    tools.setAttribute("aria-label", this.words.tools);
    for (const [name, key] of TOOLS) {
      const button = document.createElement("button");
      const short = { ArrowUp: "↑", ArrowDown: "↓", Enter: "⏎", Backspace: "⌫" }[key] ?? key.toUpperCase();
      button.type = "button";
      button.className = "button button-small button-secondary";
      button.dataset.tool = name;
      button.setAttribute("aria-keyshortcuts", `Alt+${key.length === 1 ? key.toUpperCase() : key}`);
      button.append(this.words[name], " ", Object.assign(document.createElement("kbd"), { textContent: `Alt+${short}` }));
      tools.append(button);
    }
    const label = document.createElement("label");
    this.follow = Object.assign(document.createElement("input"), { type: "checkbox", checked: true });
    label.append(this.follow, " ", this.words.follow);
    tools.append(label);
  }

  field(tag, name, value, label, attributes = {}) {
    const field = document.createElement(tag);
    field.className = `te-${name}`;
    field.dataset.field = name;
    field.value = value ?? "";
    field.setAttribute("aria-label", label);
    for (const [key, content] of Object.entries(attributes)) field.setAttribute(key, content);
    return field;
  }

  row(cue) {
    const { words } = this;
    const row = document.createElement("li");
    row.className = "te-row";
    row.cue = { ...cue };
    const off = { type: "text", autocomplete: "off", spellcheck: "false" };
    row.append(
      this.field("input", "start", cue.start, words.start, off),
      this.field("input", "end", cue.end, words.end, off),
      this.chapters
        ? this.field("input", "url", cue.url, words.url, { ...off, type: "url", placeholder: words.url })
        : this.field("input", "name", cue.name, words.name, { ...off, list: "te-names", placeholder: words.name }),
      this.field("textarea", "text", cue.text, this.chapters ? words.title : words.text, { rows: "1" }),
    );
    const problem = document.createElement("p");
    problem.className = "te-problem";
    row.append(problem);
    this.time(row);
    return row;
  }

  time(row) {
    row.start = readTime(row.cue.start);
    row.end = readTime(row.cue.end);
  }

  /* What happens ----------------------------------------------------------------------------------- */

  listen() {
    this.list.addEventListener("focusin", (event) => this.take(event.target.closest(".te-row")));
    this.list.addEventListener("input", (event) => this.type(event.target));
    this.list.addEventListener("change", (event) => this.commit(event.target));
    this.addEventListener("keydown", (event) => this.key(event));
    this.querySelector(".te-tools").addEventListener("click", (event) => {
      const button = event.target.closest("[data-tool]");
      if (button) this.use(button.dataset.tool);
    });
    this.media?.addEventListener("timeupdate", () => this.mark());
    this.form.addEventListener("submit", (event) => this.send(event));
    this.leaving = (event) => {
      if (this.changed) event.preventDefault();
    };
    window.addEventListener("beforeunload", this.leaving);
  }

  disconnectedCallback() {
    window.removeEventListener("beforeunload", this.leaving);
  }

  take(row) {
    if (!row || row === this.current) return;
    this.flush();
    this.current?.classList.remove("is-edited");
    this.current = row;
    row.classList.add("is-edited");
    this.before = { ...row.cue };
  }

  type(field) {
    const row = field.closest(".te-row");
    row.cue[field.dataset.field] = field.value;
    this.time(row);
    this.changed = true;
    this.check(row);
    if (row.nextElementSibling) this.check(row.nextElementSibling);
  }

  commit(field) {
    if (field.dataset.field === "name" && field.value.trim()) this.learn(field.value.trim());
    this.flush();
  }

  /* Writes down what was typed in the current row, so that it can be undone. */
  flush() {
    const row = this.current;
    if (!row?.isConnected || !this.before) return;
    if (JSON.stringify(row.cue) !== JSON.stringify(this.before)) {
      this.history.push({ at: this.place(row), cues: [this.before], count: 1 });
      this.before = { ...row.cue };
    }
  }

  learn(name) {
    const names = this.querySelector("#te-names");
    if ([...names.options].some((option) => option.value === name)) return;
    names.append(Object.assign(document.createElement("option"), { value: name }));
  }

  key(event) {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const letter = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace(/^Key/, "");
    const key = letter.length === 1 ? letter.toLowerCase() : event.key;
    const tool = TOOLS.find(([, shortcut]) => shortcut === key);
    if (!tool) return;
    event.preventDefault();
    this.use(tool[0]);
  }

  use(tool) {
    this.flush();
    this[tool]();
  }

  /* Playing ---------------------------------------------------------------------------------------- */

  play() {
    if (!this.media) return;
    if (this.media.paused) this.media.play().catch(() => {});
    else this.media.pause();
  }

  back() {
    if (this.media) this.media.currentTime = Math.max(this.media.currentTime - 3, 0);
  }

  forward() {
    if (this.media) this.media.currentTime += 3;
  }

  playCue() {
    if (!this.media || !this.current || Number.isNaN(this.current.start)) return;
    this.media.currentTime = this.current.start;
    this.media.play().catch(() => {});
  }

  mark() {
    const now = this.media.currentTime;
    const inside = (row) => row?.start <= now && now < row?.end;
    if (this.playing?.isConnected && inside(this.playing)) return;
    const next = this.playing?.nextElementSibling;
    const found = inside(next) ? next : [...this.list.children].find(inside);
    this.playing?.classList.remove("is-playing");
    this.playing = found ?? null;
    if (!found) return;
    found.classList.add("is-playing");
    if (this.follow.checked && !this.media.paused && !this.list.contains(document.activeElement)) {
      found.scrollIntoView({ block: "center" });
    }
  }

  /* Editing ---------------------------------------------------------------------------------------- */

  place(row) {
    return Array.prototype.indexOf.call(this.list.children, row);
  }

  /* Puts `cues` where `count` rows were; what was there can be put back. */
  splice(at, count, cues, remember = true) {
    const gone = [...this.list.children].slice(at, at + count);
    const after = this.list.children[at + count] ?? null;
    const rows = cues.map((cue) => this.row(cue));
    for (const row of rows) this.list.insertBefore(row, after);
    for (const row of gone) row.remove();
    if (remember) this.history.push({ at, cues: gone.map((row) => ({ ...row.cue })), count: cues.length });
    this.changed = true;
    for (const row of [...rows, after]) if (row) this.check(row);
    return rows;
  }

  focus(row, field = "text") {
    if (!row) return;
    row.scrollIntoView({ block: "nearest" });
    row.querySelector(`[data-field="${field}"]`).focus();
  }

  setTime(field) {
    const row = this.current;
    if (!row || !this.media) return;
    const at = this.place(row);
    const focused = row.contains(document.activeElement) ? document.activeElement.dataset.field : "text";
    const [made] = this.splice(at, 1, [{ ...row.cue, [field]: writeTime(this.media.currentTime) }]);
    this.mark();
    this.focus(made, focused);
    this.say(`${this.words[field]} ${made.cue[field]}`);
  }

  setStart() {
    this.setTime("start");
  }

  setEnd() {
    this.setTime("end");
  }

  previous() {
    this.focus(this.current?.previousElementSibling ?? this.list.firstElementChild);
  }

  next() {
    this.focus(this.current ? this.current.nextElementSibling : this.list.firstElementChild);
  }

  split() {
    const row = this.current;
    if (!row) return;
    const text = row.querySelector("textarea");
    const caret = text.selectionStart || 0;
    const [first, second] = [text.value.slice(0, caret).trim(), text.value.slice(caret).trim()];
    const { start, end, cue } = row;
    const now = this.media?.currentTime ?? 0;
    const share = start + ((end - start) * (caret || 1)) / (text.value.length || 2);
    const middle = writeTime(start < now && now < end ? now : share);
    const made = this.splice(this.place(row), 1, [
      { ...cue, text: first, end: middle },
      { ...cue, text: second, start: middle, id: "" },
    ]);
    this.focus(made[1]);
    made[1].querySelector("textarea").setSelectionRange(0, 0);
    this.say(this.words.done);
  }

  merge() {
    const row = this.current;
    const next = row?.nextElementSibling;
    if (!next) return;
    const text = [row.cue.text, next.cue.text].filter(Boolean).join(" ");
    const end = next.end > row.end ? next.cue.end : row.cue.end;
    const [made] = this.splice(this.place(row), 2, [{ ...row.cue, text, end }]);
    this.focus(made);
    this.say(this.words.done);
  }

  insert() {
    const row = this.current?.isConnected ? this.current : this.list.lastElementChild;
    const start = row ? row.end || 0 : (this.media?.currentTime ?? 0);
    const limit = row?.nextElementSibling?.start;
    const end = limit > start ? Math.min(limit, start + 3) : start + 3;
    const cue = { start: writeTime(start), end: writeTime(end), text: "", name: row?.cue.name ?? "" };
    const [made] = this.splice(row ? this.place(row) + 1 : 0, 0, [cue]);
    this.focus(made);
    this.say(this.words.done);
  }

  remove() {
    const row = this.current;
    if (!row?.isConnected) return;
    const beside = row.nextElementSibling ?? row.previousElementSibling;
    this.splice(this.place(row), 1, []);
    this.current = null;
    this.focus(beside);
    this.say(this.words.done);
  }

  undo() {
    const last = this.history.pop();
    if (!last) {
      this.say(this.words.nothing);
      return;
    }
    const rows = this.splice(last.at, last.count, last.cues, false);
    this.current = null;
    this.focus(rows[0] ?? this.list.children[Math.min(last.at, this.list.children.length - 1)]);
    this.say(this.words.undone);
  }

  /* Checking --------------------------------------------------------------------------------------- */

  /* What is wrong in a row: a message, the field it is about, and whether it keeps the row from being saved. */
  fault(row) {
    const { words } = this;
    const before = row.previousElementSibling;
    if (Number.isNaN(row.start)) return [words.badTime, "start", true];
    const endless = this.chapters && !row.cue.end.trim();
    if (Number.isNaN(row.end) && !endless) return [words.badTime, "end", true];
    if (row.end <= row.start) return [words.endBeforeStart, "end", true];
    if (!row.cue.text.trim()) return [words.empty, "text", true];
    if (this.duration && row.start >= this.duration) return [words.pastEnd, "start", true];
    if (this.duration && row.end > this.duration + SLACK) return [words.pastEnd, "end", false];
    if (before && row.start < before.start) return [words.order, "start", this.chapters];
    if (before && row.start < before.end - 0.0005) return [words.overlap, "start", false];
    return null;
  }

  check(row) {
    const found = this.fault(row);
    const shown = row.lastElementChild;
    row.blocking = Boolean(found?.[2]);
    if (!found && !shown.textContent) return;
    shown.textContent = found?.[0] ?? "";
    row.classList.toggle("is-wrong", row.blocking);
    for (const field of row.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
    if (row.blocking) row.querySelector(`[data-field="${found[1]}"]`).setAttribute("aria-invalid", "true");
  }

  checkAll() {
    for (const row of this.list.children) this.check(row);
  }

  /* What the server found in the rows it sent back. */
  showSent(problems) {
    for (const { row: number, message } of problems) {
      const shown = this.list.children[number - 1]?.lastElementChild;
      if (shown && !shown.textContent) shown.textContent = message;
    }
  }

  say(message) {
    const count = `${this.words.count} ${this.list.children.length}`;
    this.status.textContent = message ? `${message} · ${count}` : count;
  }

  send(event) {
    this.flush();
    const wrong = [...this.list.children].filter((row) => row.blocking);
    if (wrong.length && event.submitter?.name !== "without") {
      event.preventDefault();
      this.say(`${wrong.length} ${this.words.toFix}`);
      this.focus(wrong[0], this.fault(wrong[0])[1]);
      return;
    }
    this.form.elements.rows.value = JSON.stringify([...this.list.children].map((row) => row.cue));
    this.changed = false;
  }
}

customElements.define("admin-track-editor", AdminTrackEditor);
