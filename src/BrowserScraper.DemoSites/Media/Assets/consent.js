'use strict';

const dialog = document.querySelector('[role="dialog"]');

async function accept() {
  document.cookie = 'consent=all; path=/; max-age=15552000; samesite=lax';
  try {
    const response = await fetch(location.href);
    if (!response.ok) throw new Error(`${response.status}`);
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    document.querySelector('main').replaceWith(page.querySelector('main'));
  } catch {
    dialog.querySelector('[data-testid="error"]').hidden = false;
  }
}

const button = dialog.querySelector('[data-action="accept"]');
button.addEventListener('click', accept);
button.focus();
