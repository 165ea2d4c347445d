/* The tree of the subjects: opened in place, walked with the keyboard, changed by dragging or by cutting and pasting.
   Without it every line is a link and every change a small form. The pattern is WAI-ARIA's tree view. */
class ConceptTree extends HTMLElement {
  connectedCallback() {
    this.status = this.querySelector(".ct-status");
    this.tools = this.querySelector(".ct-tools");
    this.held = null;
    this.typed = "";
    for (const type of ["keydown", "click", "focusin", "dragstart", "dragover", "dragleave", "drop", "dragend"]) {
      this.addEventListener(type, this);
    }
    this.prepare(this.list);
    const wanted = this.getAttribute("focused");
    if (wanted) this.focusOn(this.find(wanted), true);
    else this.setEntry(this.items()[0]);
  }

  get list() {
    return this.querySelector(":scope > .ct-branch");
  }

  /* Roles and states ------------------------------------------------------------------------------ */

  prepare(list) {
    list.setAttribute("role", list === this.list ? "tree" : "group");
    if (list === this.list) list.setAttribute("aria-label", this.getAttribute("label"));
    for (const item of list.querySelectorAll(".ct-item")) this.prepareItem(item);
    for (const inner of list.querySelectorAll(".ct-branch")) inner.setAttribute("role", "group");
    for (const more of list.querySelectorAll(".ct-following")) {
      more.setAttribute("role", "treeitem");
      more.tabIndex = -1;
      more.querySelector("a").tabIndex = -1;
    }
  }

  prepareItem(item) {
    const row = item.querySelector(":scope > .ct-row");
    let level = 0;
    for (let list = item.closest(".ct-branch"); list && this.contains(list); list = list.parentElement.closest(".ct-branch")) level += 1;
    item.setAttribute("role", "treeitem");
    item.setAttribute("aria-level", level);
    const notes = [...row.querySelectorAll(".w-status, .ct-note")].map((note) => note.textContent.trim());
    item.setAttribute("aria-label", [item.dataset.text, ...notes].join(", "));
    if (item.dataset.narrower !== "0") item.setAttribute("aria-expanded", item.hasAttribute("data-open"));
    item.tabIndex = -1;
    for (const link of row.querySelectorAll("a")) link.tabIndex = -1;
    row.draggable = this.hasAttribute("movable");
  }

  items() {
    return [...this.list.querySelectorAll("[role=treeitem]")].filter((item) => !item.parentElement.closest("[hidden]"));
  }

  find(number, under) {
    const all = [...this.list.querySelectorAll(`.ct-item[data-number="${Number(number)}"]`)];
    return all.find((item) => item.dataset.under === under) || all[0];
  }

  setEntry(item) {
    for (const other of this.list.querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
    if (item) item.tabIndex = 0;
  }

  focusOn(item, scroll) {
    if (!item) return this.setEntry(this.items()[0]);
    this.setEntry(item);
    item.focus({ preventScroll: !scroll });
    item.querySelector(":scope > .ct-row, :scope > a")?.scrollIntoView({ block: "nearest" });
  }

  handleEvent(event) {
    this[`on${event.type}`](event);
  }

  onfocusin(event) {
    if (event.target.matches("[role=treeitem]")) this.setEntry(event.target);
  }

  /* Opening and closing --------------------------------------------------------------------------- */

  async open(item) {
    if (item.dataset.narrower === "0" || item.getAttribute("aria-expanded") === "true") return;
    let list = item.querySelector(":scope > .ct-branch");
    if (!list) {
      item.classList.add("is-waiting");
      const html = await this.load(`branche/${item.dataset.number}/`);
      item.classList.remove("is-waiting");
      if (!html) return;
      list = html.querySelector(".ct-branch");
      item.append(list);
      this.prepare(list);
    }
    list.hidden = false;
    item.toggleAttribute("data-open", true);
    item.setAttribute("aria-expanded", "true");
  }

  close(item) {
    const list = item.querySelector(":scope > .ct-branch");
    if (list) list.hidden = true;
    item.toggleAttribute("data-open", false);
    if (item.hasAttribute("aria-expanded")) item.setAttribute("aria-expanded", "false");
  }

  async follow(more) {
    const list = more.parentElement;
    const under = list.dataset.branch || "0";
    const { following, preceding } = more.querySelector("a").dataset;
    const html = await this.load(`branche/${under}/?page=${following || preceding}`);
    if (!html) return;
    html.querySelector(following ? "a[data-preceding]" : "a[data-following]")?.parentElement.remove();
    const added = [...html.querySelector(".ct-branch").children];
    more.replaceWith(...added);
    this.prepare(list);
    this.focusOn(added[0]);
  }

  async load(path) {
    try {
      const response = await fetch(this.getAttribute("url") + path, { credentials: "same-origin" });
      if (!response.ok) throw new Error(response.status);
      return new DOMParser().parseFromString(await response.text(), "text/html");
    } catch {
      this.say(this.getAttribute("text-failed"));
      return null;
    }
  }

  async refresh(opened, focus, under) {
    const shown = [...this.list.querySelectorAll(".ct-item[data-open]")].map((item) => item.dataset.number);
    const html = await this.load(`?vers=${focus}&ouvert=${[...new Set([...opened.filter(Boolean), ...shown])].join(".")}`);
    const list = html?.querySelector("concept-tree > .ct-branch");
    if (!list) return;
    this.list.replaceWith(list);
    this.prepare(list);
    this.focusOn(this.find(focus, under), true);
  }

  /* Changing -------------------------------------------------------------------------------------- */

  say(text, name) {
    this.status.textContent = text.replace("%", name ?? "%");
  }

  hold(item, keep) {
    this.release();
    this.held = { item, keep };
    item.classList.add("is-cut");
    this.tool("top", !!item.dataset.under);
    this.say(this.getAttribute(keep ? "text-copied" : "text-cut"), item.dataset.text);
  }

  release() {
    this.held?.item.classList.remove("is-cut");
    this.held = null;
    this.tool("top", false);
  }

  tool(name, shown) {
    this.tools.querySelector(`[data-do=${name}]`).hidden = !shown;
  }

  async move(item, target, keep) {
    const { number, under, stamp } = item.dataset;
    this.release();
    const answer = await this.post(`${number}/deplacer/`, { source: under, target: target ?? "", stamp, keep: keep ? "1" : "" });
    if (answer) await this.refresh([target], number, answer.ok ? target ?? "" : under);
  }

  async undo() {
    if (!this.last) return;
    const { url, number } = this.last;
    this.last = null;
    this.tool("undo", false);
    const answer = await this.post(url, {});
    if (answer) await this.refresh([], number);
  }

  async post(path, fields) {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    body.append("csrfmiddlewaretoken", this.querySelector("[name=csrfmiddlewaretoken]").value);
    try {
      const url = path.startsWith("/") ? path : this.getAttribute("url") + path;
      const response = await fetch(url, { method: "POST", body, credentials: "same-origin", headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
      if (response.status === 403) {
        this.say(this.getAttribute("text-nobody"));
        return null;
      }
      const answer = await response.json();
      this.say(answer.message);
      if (answer.undo) this.last = { url: answer.undo, number: answer.focus };
      this.tool("undo", !!this.last);
      return { ...answer, ok: response.ok };
    } catch {
      this.say(this.getAttribute("text-failed"));
      return null;
    }
  }

  ask(item, label, value, done) {
    const row = item.querySelector(":scope > .ct-row");
    const input = document.createElement("input");
    input.type = "text";
    input.maxLength = 255;
    input.value = value;
    input.setAttribute("aria-label", label.replace("%", item.dataset.text));
    input.placeholder = input.getAttribute("aria-label");
    row.draggable = false;
    row.querySelector(".ct-label").after(input);
    let ended = false;
    const end = async (write) => {
      if (ended) return;
      ended = true; // taking the field away blurs it, which ends the same edit a second time
      const text = input.value.trim();
      input.remove();
      row.draggable = this.hasAttribute("movable");
      this.focusOn(item);
      if (write && text && text !== value) await done(text);
    };
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") end(true);
      if (event.key === "Escape") end(false);
    });
    input.addEventListener("blur", () => end(false));
    input.focus();
    input.select();
  }

  rename(item) {
    const { number, text, language, under } = item.dataset;
    this.ask(item, this.getAttribute("text-name"), text, async (typed) => {
      if (await this.post(`${number}/renommer/`, { text: typed, language, before: text })) await this.refresh([], number, under);
    });
  }

  add(item) {
    const { number } = item.dataset;
    this.ask(item, this.getAttribute("text-new"), "", async (text) => {
      const answer = await this.post(`${number}/ajouter/`, { text, language: document.documentElement.lang.slice(0, 2) || "fr" });
      if (answer) await this.refresh([number], answer.ok ? answer.focus : number, answer.ok ? number : undefined);
    });
  }

  /* The keyboard ---------------------------------------------------------------------------------- */

  onkeydown(event) {
    const item = event.target.closest("[role=treeitem]");
    if (!item || event.target !== item) return;
    const done = event.ctrlKey || event.metaKey ? this.command(event.key.toLowerCase(), item) : this.step(event, item);
    if (done) event.preventDefault();
  }

  command(key, item) {
    if (!this.hasAttribute("movable") || !["x", "c", "v", "z"].includes(key)) return false;
    if (key === "z") this.undo();
    else if (key !== "v") item.dataset.number && this.hold(item, key === "c");
    else if (this.held) this.move(this.held.item, item.dataset.number, this.held.keep);
    else this.say(this.getAttribute("text-none"));
    return true;
  }

  step(event, item) {
    const items = this.items();
    const at = items.indexOf(item);
    const steps = {
      ArrowDown: () => items[at + 1] && this.focusOn(items[at + 1]),
      ArrowUp: () => items[at - 1] && this.focusOn(items[at - 1]),
      Home: () => this.focusOn(items[0]),
      End: () => this.focusOn(items.at(-1)),
      ArrowRight: () => this.inwards(item),
      ArrowLeft: () => this.outwards(item),
      Enter: () => item.querySelector("a.ct-label, .ct-following > a").click(),
      Escape: () => this.held && (this.release(), this.say(this.getAttribute("text-cancel"))),
      F2: () => this.hasAttribute("movable") && item.dataset.number && this.rename(item),
      Insert: () => this.hasAttribute("growable") && item.dataset.number && this.add(item),
      ContextMenu: () => item.querySelector(".ct-more")?.click(),
    };
    const key = event.key === "F10" && event.shiftKey ? "ContextMenu" : event.key;
    if (steps[key]) steps[key]();
    else if (key.length === 1 && key !== " " && !event.altKey) this.seek(key, items, at);
    else return false;
    return true;
  }

  async inwards(item) {
    if (item.getAttribute("aria-expanded") === "false") await this.open(item);
    else if (item.getAttribute("aria-expanded") === "true") this.focusOn(item.querySelector("[role=treeitem]"));
  }

  outwards(item) {
    if (item.getAttribute("aria-expanded") === "true") this.close(item);
    else this.focusOn(item.parentElement.closest("[role=treeitem]") || item);
  }

  seek(key, items, at) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.typed = ""), 800);
    this.typed += key;
    const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const from = this.typed.length > 1 ? at : at + 1;
    const turned = [...items.slice(from), ...items.slice(0, from)];
    const found = turned.find((one) => fold(one.dataset.text || "").startsWith(fold(this.typed)));
    if (found) this.focusOn(found);
  }

  /* The pointer ----------------------------------------------------------------------------------- */

  onclick(event) {
    const button = event.target.closest("button[data-do]");
    if (button?.dataset.do === "undo") return this.undo();
    if (button?.dataset.do === "top" && this.held) return this.move(this.held.item, null, this.held.keep);
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey) return undefined;
    const toggle = event.target.closest("a.ct-toggle, .ct-following > a");
    if (!toggle) return undefined;
    event.preventDefault();
    const item = toggle.closest("[role=treeitem]");
    if (item.matches(".ct-following")) return this.follow(item);
    this.focusOn(item);
    return item.getAttribute("aria-expanded") === "true" ? this.close(item) : this.open(item);
  }

  ondragstart(event) {
    const item = event.target.closest?.(".ct-item");
    if (!item || !this.hasAttribute("movable")) return;
    event.dataTransfer.setData("text/plain", item.dataset.text);
    event.dataTransfer.effectAllowed = "copyMove";
    this.held = { item, keep: false };
    setTimeout(() => this.held?.item === item && this.hold(item, false)); // a line that changes while taken is dropped
  }

  ondragover(event) {
    const item = event.target.closest?.(".ct-item");
    const top = event.target.closest?.("[data-do=top]");
    if (!this.held || (!top && (!item || this.held.item.contains(item)))) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = event.ctrlKey || event.altKey ? "copy" : "move";
    if (!item || item === this.over) return;
    this.leave();
    this.over = item;
    item.classList.add("is-over");
    this.wait = setTimeout(() => this.open(item), 700);
  }

  ondragleave(event) {
    if (!event.relatedTarget || !this.contains(event.relatedTarget)) this.leave();
  }

  leave() {
    clearTimeout(this.wait);
    this.over?.classList.remove("is-over");
    this.over = null;
  }

  ondrop(event) {
    const item = event.target.closest?.(".ct-item");
    const top = event.target.closest?.("[data-do=top]");
    if (!this.held || (!item && !top)) return;
    event.preventDefault();
    this.leave();
    this.move(this.held.item, item ? item.dataset.number : null, event.ctrlKey || event.altKey);
  }

  ondragend() {
    this.leave();
    this.release();
  }
}

customElements.define("concept-tree", ConceptTree);
