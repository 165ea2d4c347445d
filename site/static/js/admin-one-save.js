// A form that saves itself and is also saved by hand saves once at a time. Without this, a new thing that is saved by
// hand while its first draft is on its way would be made twice.

const busy = new WeakSet();
const leaving = new WeakSet();

// The answer to the first draft brings new buttons: what the one that was pressed meant is sent all the same.
function submitAs(form, button) {
  if (button?.name && !button.isConnected) {
    const said = Object.assign(document.createElement('input'), { type: 'hidden', name: button.name, value: button.value });
    form.append(said);
  }
  form.requestSubmit(button?.isConnected ? button : null);
}

document.addEventListener('w-autosave:save', (event) => {
  if (leaving.has(event.target)) event.preventDefault();
  else busy.add(event.target);
});

document.addEventListener('w-autosave:success', (event) => busy.delete(event.target));
document.addEventListener('w-autosave:error', (event) => busy.delete(event.target));

document.addEventListener(
  'submit',
  (event) => {
    const form = event.target;
    if (!form.matches('[data-edit-form]')) return;
    if (!busy.has(form)) {
      leaving.add(form);
      setTimeout(() => event.defaultPrevented && leaving.delete(form));
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const again = () => {
      form.removeEventListener('w-autosave:success', again);
      form.removeEventListener('w-autosave:error', again);
      setTimeout(() => submitAs(form, event.submitter));
    };
    form.addEventListener('w-autosave:success', again);
    form.addEventListener('w-autosave:error', again);
  },
  { capture: true },
);

addEventListener('pageshow', (event) => {
  if (event.persisted) document.querySelectorAll('[data-edit-form]').forEach((form) => leaving.delete(form));
});
