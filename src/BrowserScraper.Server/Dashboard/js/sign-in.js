import { el, shown } from './dom.js';

const form = document.querySelector('form');
const mistakes = document.getElementById('mistakes');
const token = document.getElementById('token');

form.addEventListener('submit', async event => {
  event.preventDefault();
  shown(mistakes, false);
  const answer = await fetch('/sign-in', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token: token.value }),
  }).catch(() => null);
  if (answer?.ok) {
    location.replace(`/${location.hash}`); // a redirect keeps what stands after the #
    return;
  }

  const problem = await answer?.json().catch(() => null);
  mistakes.replaceChildren(el('p', { text: problem?.detail ?? (answer ? `The service answered ${answer.status}.` : 'The service does not answer. Is it still running?') }));
  shown(mistakes, true);
  token.select();
});
