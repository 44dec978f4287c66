import { get, jobPath, post, query } from '../api.js';
import { ask } from '../dialogs.js';
import { attribute, el, keyed, shown, text, usable } from '../dom.js';
import { attempt, say } from '../messages.js';
import { fetched } from './fetched.js';
import { pager } from './pager.js';

const size = 50;
const states = ['waiting', 'working', 'done', 'skipped', 'failed'];
const names = ['State', 'Attempts', 'What came of it', ''];

/** The items of a job, to look through, to search, and to cancel one by one. */
export function items(id) {
  let offset = 0;
  const state = el('select', { id: 'item-state' }, el('option', { value: '', text: 'all' }), ...states.map(each => el('option', { value: each, text: each })));
  const words = el('input', { id: 'item-words', type: 'search', autocomplete: 'off' });
  const body = el('tbody');
  const turn = pager('items', size, to => search(to));
  const rows = keyed(body, first => row(id, first));

  const load = async () => {
    try {
      const answer = await get(`${jobPath(id, 'items')}?${query({ state: state.value, q: words.value.trim(), offset, limit: size })}`);
      rows.update(answer.items, item => item.key);
      turn.update(answer.offset, answer.total);
    } catch (refusal) {
      say(refusal.message, 'bad');
    }
  };

  const search = to => {
    offset = to;
    return load();
  };
  state.addEventListener('change', () => search(0));
  const form = el('form', { class: 'inline', role: 'search', 'aria-label': 'Items of this job' },
    el('label', { for: 'item-state', text: 'State' }), state, el('label', { for: 'item-words', text: 'Text' }), words, el('button', { text: 'Search' }));
  form.addEventListener('submit', event => {
    event.preventDefault();
    search(0);
  });

  return {
    node: el('section', { class: 'sheet-like', 'aria-labelledby': 'items-title' },
      el('div', { class: 'title-line' }, el('h2', { id: 'items-title', text: 'Items' }), turn.node), form,
      el('table', { class: 'stacking' }, el('thead', {}, el('tr', {}, ...['Item', ...names].map(name => el('th', { scope: 'col' }, el('span', { class: name ? null : 'unseen', text: name || 'Steer' }))))), body)),
    ...fetched(load, job => `${job?.counts?.to_do} ${job?.counts?.done} ${job?.counts?.failed} ${job?.state}`),
  };
}

function row(id, first) {
  const cells = names.slice(0, 3).map((name, place) => el('td', { class: place === 2 ? 'wide' : null, 'data-name': name }));
  const cancel = el('button', { type: 'button', class: 'small', text: 'Cancel', 'aria-label': `Cancel ${first.title || first.key}` });
  cancel.addEventListener('click', async () => {
    if (cancel.getAttribute('aria-disabled') !== 'true'
      && await ask('Cancel this item?', `${first.title || first.key} is left out from now on, and counts as skipped.`, 'Cancel the item', 'Keep it')) {
      await attempt(cancel, () => post(jobPath(id, 'items', 'cancel'), { key: first.key }), 'The item is cancelled.');
    }
  });
  const title = el('span', { class: 'title' });
  const key = el('code');

  return {
    node: el('tr', {}, el('th', { scope: 'row' }, title, key), ...cells, el('td', { class: 'steer' }, cancel)),
    update(item) {
      const canBeCancelled = item.state === 'waiting' || item.state === 'working';
      text(title, item.title ?? '');
      text(key, item.title === item.key ? '' : item.key);
      [item.state, item.attempts, item.error ?? item.outcome].forEach((value, place) => text(cells[place], value));
      attribute(cells[0], 'class', item.state === 'failed' ? 'bad' : null);
      usable(cancel, canBeCancelled);
      shown(cancel, canBeCancelled || cancel === document.activeElement);
    },
  };
}
