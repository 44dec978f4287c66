'use strict';

const list = document.querySelector('[data-testid="results"]');
const error = document.querySelector('[data-testid="error"]');
const watch = new IntersectionObserver(entries => {
  for (const entry of entries) if (entry.isIntersecting) add(entry.target);
}, { rootMargin: '100px' });

async function add(more) {
  watch.unobserve(more);
  try {
    const response = await fetch(more.dataset.next);
    if (!response.ok) throw new Error(`${response.status}`);
    more.outerHTML = await response.text();
    error.hidden = true;
    observe();
  } catch {
    error.hidden = false;
  }
}

function observe() {
  const more = list.querySelector('[data-testid="more"]');
  if (more) watch.observe(more);
}

error.querySelector('button').addEventListener('click', observe);
list.addEventListener('click', event => {
  const full = event.target.closest('button')?.closest('[data-full]')?.dataset.full;
  if (!full) return;
  const link = document.createElement('a');
  link.href = full;
  link.download = '';
  link.click();
});
observe();
