/* Says how far an import is, and shows the page anew when something else can be done. */
class ImportProgress extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.ask(), 2000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async ask() {
    try {
      const response = await fetch(this.dataset.url, { headers: { Accept: "application/json" } });
      if (!response.ok) return;
      const progress = await response.json();
      if (progress.state !== this.dataset.state) window.location.reload();
      else this.querySelector("[role=status]").textContent = progress.text;
    } catch {
      // the network may come back: the next try will tell
    }
  }
}

customElements.define("import-progress", ImportProgress);
