/* A search box proposes titles, people and subjects while one types, as a combobox with a list box (WAI-ARIA).
   The form works without it; Enter on no proposal searches as ever. */
const DELAY = 150;
const SHORTEST = 2;
let made = 0;

class NameCompletion extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=search]");
    if (!this.input || this.list) return;
    const id = `propositions-${(made += 1)}`;
    this.list = document.createElement("div");
    Object.assign(this.list, { id, role: "listbox", hidden: true, className: "completion" });
    const label = this.closest("form")?.querySelector(`label[for="${this.input.id}"]`);
    this.list.setAttribute("aria-label", label?.textContent.trim() ?? this.input.getAttribute("aria-label") ?? "");
    this.status = document.createElement("p");
    Object.assign(this.status, { className: "sr", role: "status" });
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    this.append(this.list, this.status);
    this.input.addEventListener("input", () => this.schedule());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]"), event));
    addEventListener("pagehide", () => this.close());
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.controller?.abort();
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  schedule() {
    clearTimeout(this.timer);
    this.controller?.abort();
    if (this.input.value.trim().length < SHORTEST) return this.close();
    this.timer = setTimeout(() => this.ask(), DELAY);
  }

  async ask() {
    this.controller = new AbortController();
    const { signal } = this.controller;
    try {
      const address = `${this.getAttribute("src")}?q=${encodeURIComponent(this.input.value.trim())}`;
      const response = await fetch(address, { signal, headers: { Accept: "application/json" } });
      const answer = response.ok ? await response.json() : { groups: [], status: "" };
      if (!signal.aborted) this.show(answer);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show({ groups, status }) {
    this.list.replaceChildren(...groups.map((group, index) => this.makeGroup(group, index)));
    const open = groups.length > 0 && document.activeElement === this.input;
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = status;
  }

  makeGroup({ label, items }, index) {
    const group = document.createElement("div");
    const heading = document.createElement("p");
    Object.assign(heading, { id: `${this.list.id}-${index}`, className: "completion-heading", textContent: label });
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", heading.id);
    heading.setAttribute("role", "presentation");
    group.append(heading, ...items.map((item, number) => this.makeOption(item, `${heading.id}-${number}`)));
    return group;
  }

  makeOption({ text, note, lang, url }, id) {
    const option = document.createElement("div");
    Object.assign(option, { id, className: "completion-option" });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = url;
    const words = document.createElement("span");
    words.textContent = text;
    words.dir = "auto";
    if (lang) words.lang = lang;
    option.append(words);
    if (note) option.append(Object.assign(document.createElement("span"), { className: "small", textContent: ` (${note})` }));
    return option;
  }

  press(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const open = !this.list.hidden;
    const chosen = this.options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!open) return this.schedule();
      event.preventDefault();
      this.choose(chosen, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && open && chosen >= 0) {
      this.go(this.options[chosen], event);
    } else if (event.key === "Enter" || event.key === "Tab") {
      this.close();
    }
  }

  /* The arrows go round through the list and the box itself, which stands for no proposal. */
  choose(chosen, step) {
    const { options } = this;
    const next = ((chosen + 1 + step + options.length + 1) % (options.length + 1)) - 1;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === next)));
    if (next < 0) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", options[next].id);
    options[next].scrollIntoView({ block: "nearest" });
  }

  go(option, event) {
    if (!option) return;
    event.preventDefault();
    this.close();
    location.assign(option.dataset.url);
  }

  close() {
    clearTimeout(this.timer);
    this.controller?.abort();
    this.list.hidden = true;
    this.list.replaceChildren();
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

customElements.define("name-completion", NameCompletion);
