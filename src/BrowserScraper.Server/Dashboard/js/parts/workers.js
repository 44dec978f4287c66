import { post, put } from '../api.js';
import { attribute, el, text, usable } from '../dom.js';
import { attempt } from '../messages.js';
import { counted } from '../words.js';
import { stateTag } from './state-tag.js';

/** The workers of the service: their number, start, stop, restart. */
export function workers() {
  let isRunning = true;
  let number = null;
  const state = stateTag();
  const busy = el('span', { class: 'quiet' });
  const input = el('input', { id: 'num-workers', type: 'number', inputmode: 'numeric', min: 1, max: 64, required: true });
  const auto = el('input', { id: 'auto-pages', type: 'checkbox' });
  const toggle = el('button', { type: 'button', text: 'Stop' });
  const restart = el('button', { type: 'button', text: 'Restart', 'aria-label': 'Restart workers' });
  const form = el('form', { class: 'inline', novalidate: true },
    el('label', { for: 'num-workers', class: 'whole', text: 'Number of workers' }), input, el('label', { class: 'line', title: 'Each job works on as many pages as bring something, within its share' }, auto, el('span', { text: 'auto' })), el('button', { text: 'Apply', 'aria-label': 'Apply the number of workers' }));
  input.addEventListener('input', () => input.dataset.touched = '');
  auto.addEventListener('change', () => input.dataset.touched = '');
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const wanted = input.value === '' ? null : Number(input.value);
    if (await attempt(event.submitter ?? form.lastElementChild, () => put('/settings', { max_workers: wanted, auto_pages: auto.checked }), auto.checked ? `From now on jobs work on as many pages as bring something, ${wanted} at most.` : `From now on there are ${counted(wanted, 'worker')}.`)) {
      delete input.dataset.touched;
    }
  });
  toggle.addEventListener('click', () => isRunning
    ? attempt(toggle, () => post('/jobs/workers/stop'), 'The workers stop: items at work finish.')
    : attempt(toggle, () => post('/jobs/workers/start'), 'The workers start.'));
  restart.addEventListener('click', () => attempt(restart, () => post('/jobs/workers/restart'), 'The workers start anew.'));

  return {
    node: el('section', { class: 'sheet-like', 'aria-labelledby': 'workers-title' },
      el('h2', { id: 'workers-title', text: 'Workers' }),
      el('p', { class: 'line' }, state.node, busy), form, el('div', { class: 'buttons' }, toggle, restart)),
    update({ worker_status: status }) {
      isRunning = status.running;
      state.update(isRunning ? 'running' : 'stopped');
      text(busy, `${status.active_workers} of ${status.auto_pages ? 'at most ' : ''}${counted(status.num_workers, 'worker')} at work`);
      text(toggle, isRunning ? 'Stop' : 'Start');
      attribute(toggle, 'aria-label', isRunning ? 'Stop workers' : 'Start workers');
      usable(restart, isRunning);
      if ((number !== status.num_workers || auto.checked !== status.auto_pages) && !('touched' in input.dataset)) {
        number = status.num_workers;
        input.value = number;
        auto.checked = status.auto_pages;
      }
    },
  };
}
