// Beside the form of an article: what is to be put right in it, asked again after each save that the form makes by itself.

class ArticleFindings extends HTMLElement {
  connectedCallback() {
    this.refresh = this.refresh.bind(this);
    document.addEventListener('w-autosave:success', this.refresh);
    this.refresh();
  }

  disconnectedCallback() {
    document.removeEventListener('w-autosave:success', this.refresh);
  }

  async refresh() {
    try {
      const answer = await fetch(this.getAttribute('src'), { headers: { 'X-Requested-With': 'XMLHttpRequest' } });
      if (!answer.ok) throw new Error(String(answer.status));
      this.innerHTML = await answer.text();
    } catch {
      this.textContent = this.dataset.failure;
    }
  }
}

customElements.define('article-findings', ArticleFindings);
