import { el, newId } from './dom.js';

/** Opens a dialog; the browser gives the focus back to where it was. It is taken away when it is closed. */
export function openDialog(title, content, wide = false) {
  const id = newId('dialog');
  const dialog = el('dialog', { 'aria-labelledby': id, class: wide ? 'wide' : null }, el('h2', { id, text: title }), content);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', press => press.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks once. @returns whether the answer was yes */
export function ask(title, explanation, yes, no) {
  return new Promise(answer => {
    const form = el('form', { method: 'dialog' },
      el('p', { text: explanation }),
      el('div', { class: 'buttons end' },
        el('button', { value: 'no', text: no, autofocus: true }),
        el('button', { value: 'yes', class: 'danger', text: yes })));
    const dialog = openDialog(title, form);
    dialog.addEventListener('close', () => answer(dialog.returnValue === 'yes'));
  });
}
