/* The contents of a number: rows are dragged by their handle (mouse, pen or finger), and the buttons of each row move
   it without leaving the page. Without this every button is a form that does the same. */
class IssueOrder extends HTMLElement {
  connectedCallback() {
    if (!this.hasAttribute("movable")) return;
    this.held = null;
    for (const type of ["submit", "pointerdown", "pointermove", "pointerup", "pointercancel", "keydown"]) {
      this.addEventListener(type, this);
    }
  }

  handleEvent(event) {
    this[`on${event.type}`](event);
  }

  get form() {
    return this.querySelector("form[data-move]");
  }

  rows() {
    return [...this.querySelectorAll(".as-row")];
  }

  /* Buttons ---------------------------------------------------------------------------------------- */

  onsubmit(event) {
    const form = event.target;
    if (!form.matches("form[data-move]")) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    this.send(form.action, data, form.closest(".as-row").dataset.pk, event.submitter?.value);
  }

  /* Dragging --------------------------------------------------------------------------------------- */

  onpointerdown(event) {
    const handle = event.target.closest(".as-handle");
    if (!handle || event.button !== 0) return;
    event.preventDefault();
    this.held = handle.closest(".as-row");
    this.held.classList.add("is-held");
    this.setPointerCapture(event.pointerId);
  }

  onpointermove(event) {
    if (!this.held) return;
    event.preventDefault();
    this.mark(this.aim(event.clientX, event.clientY));
    const edge = 60;
    if (event.clientY < edge) window.scrollBy(0, -12);
    else if (event.clientY > window.innerHeight - edge) window.scrollBy(0, 12);
  }

  onpointerup(event) {
    if (!this.held) return;
    const held = this.held;
    const aim = this.aim(event.clientX, event.clientY);
    this.release();
    if (!aim) return;
    const data = new FormData();
    data.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    data.set("where", aim.where);
    data.set("target", aim.row.dataset.pk);
    this.send(held.querySelector("form[data-move]").action, data, held.dataset.pk);
  }

  onpointercancel() {
    this.release();
  }

  onkeydown(event) {
    if (event.key === "Escape" && this.held) this.release();
  }

  release() {
    this.held?.classList.remove("is-held");
    this.held = null;
    this.mark(null);
  }

  /* Which row is under the pointer, and on which side of it the held one would go. */
  aim(x, y) {
    const row = this.rows().find((one) => {
      const box = one.querySelector(":scope > .as-card").getBoundingClientRect();
      return y >= box.top - 4 && y <= box.bottom + 4;
    });
    if (!row || row === this.held || this.held.contains(row)) return null;
    const box = row.querySelector(":scope > .as-card").getBoundingClientRect();
    const share = (y - box.top) / box.height;
    const holds = row.classList.contains("as-part") && this.fits(row);
    if (holds && share > 0.3) return { row, where: "inside" };
    const where = share < 0.5 ? "before" : "after";
    const list = row.parentElement.closest(".as-part");
    return !list || this.fits(list) ? { row, where } : null;
  }

  /* A part holds no part; only a dossier holds something else than articles. */
  fits(part) {
    const kind = this.held.dataset.kind;
    return kind === "article" || (kind === "item" && part.dataset.kind === "dossier");
  }

  mark(aim) {
    for (const row of this.rows()) row.classList.remove("is-before", "is-after", "is-inside");
    aim?.row.classList.add(`is-${aim.where}`);
  }

  /* Telling the server ----------------------------------------------------------------------------- */

  async send(url, data, pk, pressed) {
    this.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { method: "POST", body: data });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("issue-order");
      if (!fresh) throw new Error("elsewhere");
      const open = new Set(this.rows().filter((row) => row.querySelector(":scope > .as-card details")?.open).map((row) => row.dataset.pk));
      this.replaceChildren(...fresh.childNodes);
      this.showMessages(page);
      this.settle(pk, pressed, open);
    } catch {
      this.say(this.dataset.fails);
      window.location.reload();
    } finally {
      this.removeAttribute("aria-busy");
    }
  }

  showMessages(page) {
    const fresh = page.querySelector(".messages");
    const here = document.querySelector(".messages");
    if (fresh && here) here.replaceWith(fresh);
  }

  settle(pk, pressed, open) {
    for (const row of this.rows()) {
      if (open.has(row.dataset.pk)) row.querySelector(":scope > .as-card details").open = true;
    }
    const row = this.querySelector(`.as-row[data-pk="${Number(pk)}"]`);
    if (!row) return;
    const card = row.querySelector(":scope > .as-card");
    const button = pressed && card.querySelector(`button[value="${CSS.escape(pressed)}"]`);
    (button || card.querySelector(".as-title a")).focus({ preventScroll: false });
    const beside = [...row.parentElement.children];
    this.say(this.dataset.says.replace("%t", row.dataset.title).replace("%n", beside.indexOf(row) + 1).replace("%m", beside.length));
  }

  say(text) {
    const status = this.querySelector("[data-status]");
    if (status) status.textContent = text;
  }
}

customElements.define("issue-order", IssueOrder);
