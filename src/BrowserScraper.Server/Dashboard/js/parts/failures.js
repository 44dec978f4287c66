import { get, jobPath, post } from '../api.js';
import { el, keyed, shown, text, usable } from '../dom.js';
import { attempt, say } from '../messages.js';
import { counted } from '../words.js';
import { fetched } from './fetched.js';

const picture = /\.(png|jpe?g|webp)$/i;
const mostItems = 50;

/** What was given up, grouped by cause, with what the page showed. */
export function failures(id) {
  const list = el('ul', { class: 'causes' });
  const none = el('p', { class: 'quiet', text: 'Nothing has failed.', hidden: true });
  const groups = keyed(list, first => cause(id, first));

  const load = async () => {
    try {
      const answer = await get(jobPath(id, 'failures'));
      const found = answer.groups;
      groups.update(found, group => `${group.outcome} ${group.cause}`);
      shown(none, found.length === 0);
    } catch (refusal) {
      say(refusal.message, 'bad');
    }
  };

  return {
    node: el('section', { class: 'sheet-like', 'aria-labelledby': 'failures-title' }, el('h2', { id: 'failures-title', text: 'Failures by cause' }), list, none),
    ...fetched(load, job => `${job?.counts?.failed} ${job?.state}`),
  };
}

function cause(id, first) {
  const number = el('b');
  const list = el('ul', { class: 'failed' });
  const rest = el('p', { class: 'quiet', hidden: true });
  const items = keyed(list, failed => item(id, failed));
  const retry = el('button', { type: 'button', text: `Retry all that ended as ${first.outcome}` });
  retry.addEventListener('click', () => attempt(retry, () => post(jobPath(id, 'retry'), { class: first.outcome }), 'They are tried again.'));
  const fold = el('details', {},
    el('summary', {}, el('h3', {}, number, el('span', { text: first.cause })), el('span', { class: 'tag', text: first.outcome })),
    el('div', { class: 'buttons' }, retry), list, rest);

  return {
    node: el('li', { class: 'cause' }, fold),
    update(group) {
      const all = group.items;
      const known = all.length;
      text(number, `${counted(known, 'item')}: `);
      items.update(all.slice(0, mostItems), each => `${each.key} ${each.run} ${each.evidence.length}`); // pictures come when the run has ended
      text(rest, `and ${counted(known - mostItems, 'further one')}, all in the report`);
      shown(rest, known > mostItems);
      usable(retry, known > 0);
    },
  };
}

function item(id, first) {
  const evidence = first.evidence.filter(name => picture.test(name));
  const address = name => jobPath(id, 'failures', first.run, first.folder, name);
  return {
    node: el('li', {},
      el('b', { text: first.key }),
      first.title && first.title !== first.key ? el('span', { text: ` ${first.title}` }) : null,
      el('p', { text: first.reason }),
      el('p', { class: 'quiet', text: first.attempts ? counted(first.attempts, 'attempt') : '' }),
      el('div', { class: 'shots' }, ...evidence.map(name => el('a', { href: address(name), target: '_blank', rel: 'noopener' },
        el('img', { src: address(name), loading: 'lazy', alt: `Screenshot of ${first.key}` }))))),
    update() { },
  };
}
