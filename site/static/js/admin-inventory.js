// The button beside an inventory number asks the site for the next one and writes it into the field.
// Rows are added to the form while one types, so the document listens for all of them.

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-give-number]');
  if (!button) return;
  const field = button.parentElement.querySelector('input[type="text"]');
  const status = button.parentElement.querySelector('[data-failure]');
  if (!field || field.value.trim()) {
    field?.focus();
    return;
  }
  button.disabled = true;
  try {
    const answer = await fetch(button.dataset.giveNumber, {
      method: 'POST',
      headers: { 'X-CSRFToken': window.wagtailConfig.CSRF_TOKEN },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    field.value = (await answer.json()).number;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    status.textContent = '';
    field.focus();
  } catch {
    status.textContent = status.dataset.failure;
  } finally {
    button.disabled = false;
  }
});
