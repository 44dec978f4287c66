import { el, text } from '../dom.js';
import { capital } from '../words.js';

const kinds = { running: 'good', starting: 'good', done: 'good', paused: 'warn', pausing: 'warn', stopping: 'warn', failed: 'bad', held: 'warn', interrupted: 'warn' };

/** A state as a word; the colour only repeats it. */
export function stateTag() {
  const node = el('span', { class: 'state' });
  return {
    node,
    update(state) {
      text(node, capital(state ?? 'known'));
      node.className = `state ${kinds[state] ?? ''}`;
    },
  };
}
