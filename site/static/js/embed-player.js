/* A link to a video or a sound elsewhere becomes its player, after a click and not before. */
class EmbedPlayer extends HTMLElement {
  connectedCallback() {
    if (this.hasAttribute("src")) this.addEventListener("click", this);
  }

  handleEvent(event) {
    const link = event.target.closest("a");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.src = this.getAttribute("src");
    frame.title = this.getAttribute("name");
    frame.allow = "fullscreen; picture-in-picture; encrypted-media";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.tabIndex = 0;
    this.replaceChildren(frame);
    frame.focus();
  }
}

customElements.define("embed-player", EmbedPlayer);
