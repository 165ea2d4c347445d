/* “Ma liste”: documents put aside in this browser, and nowhere else until a link is asked for. */
const KEY = "passerelles.liste";
const MOST = 200;

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function write(list) {
  try {
    localStorage.setItem(KEY, JSON.stringify(list));
  } catch {
    return false;
  }
  document.dispatchEvent(new CustomEvent("reading-list"));
  return true;
}

function toggle(uuid) {
  const list = read();
  const kept = list.includes(uuid);
  if (!kept && list.length >= MOST) return false;
  return write(kept ? list.filter((one) => one !== uuid) : [...list, uuid]);
}

/* The button of one document. Words come from the <reading-list> of the page. */
class ReadingListButton extends HTMLElement {
  connectedCallback() {
    const words = document.querySelector("reading-list")?.dataset;
    if (!words || this.firstElementChild) return;
    this.words = words;
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "plain-link list-toggle";
    this.button.addEventListener("click", () => toggle(this.getAttribute("uuid")));
    this.append(this.button);
    this.show = this.show.bind(this);
    document.addEventListener("reading-list", this.show);
    this.show();
  }

  disconnectedCallback() {
    document.removeEventListener("reading-list", this.show);
  }

  show() {
    const kept = read().includes(this.getAttribute("uuid"));
    const words = kept ? this.words.remove : this.words.add;
    const name = this.getAttribute("name");
    this.button.textContent = words;
    if (name) this.button.setAttribute("aria-label", `${words} : ${name}`);
    this.button.classList.toggle("is-kept", kept);
  }
}

/* The link to the list, with how many it holds; present on every page that has buttons. */
class ReadingList extends HTMLElement {
  connectedCallback() {
    this.link = this.querySelector("a");
    this.count = document.createElement("span");
    this.count.setAttribute("role", "status");
    this.link?.after(this.count);
    this.show = () => this.print();
    document.addEventListener("reading-list", this.show);
    addEventListener("storage", this.show);
    this.print();
  }

  disconnectedCallback() {
    document.removeEventListener("reading-list", this.show);
    removeEventListener("storage", this.show);
  }

  print() {
    const total = read().length;
    this.count.textContent = total ? ` (${total})` : "";
  }
}

/* The page of the list: asks the site to show what this browser keeps. */
class ReadingListPage extends HTMLElement {
  connectedCallback() {
    this.show = () => this.ask();
    document.addEventListener("reading-list", this.show);
    if (!this.querySelector(".list-actions") && !this.querySelector("textarea")?.value) this.ask();
  }

  disconnectedCallback() {
    document.removeEventListener("reading-list", this.show);
  }

  async ask() {
    const list = read();
    const field = this.querySelector("textarea, input[name=notices]");
    const token = this.querySelector("input[name=csrfmiddlewaretoken]");
    if (!field || !token) return;
    if (!list.length) {
      this.querySelector(".list-actions")?.remove();
      this.querySelector(".entries")?.remove();
      this.say(this.dataset.empty);
      return;
    }
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token.value);
    body.set("notices", list.join(" "));
    body.set("action", "voir");
    const answer = await fetch(location.pathname, { method: "POST", body, headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("reading-list-page");
    if (fresh) this.replaceChildren(...fresh.childNodes);
  }

  say(words) {
    let line = this.querySelector(".list-says");
    if (!line) {
      line = document.createElement("p");
      line.className = "list-says";
      line.setAttribute("role", "status");
      this.prepend(line);
    }
    line.textContent = words;
  }
}

customElements.define("reading-list", ReadingList);
customElements.define("reading-list-button", ReadingListButton);
customElements.define("reading-list-page", ReadingListPage);
