import { el, text } from '../dom.js';
import { capital } from '../words.js';

const kinds = { at_work: 'good', killed: 'bad', running: 'good', starting: 'good', done: 'good', paused: 'warn', pausing: 'warn', stopping: 'warn', failed: 'bad', held: 'warn', interrupted: 'warn' };

/** A state as a word; the colour only repeats it. */
export function stateTag() {
  const node = el('span', { class: 'state' });
  return {
    node,
    /** @param word for a state that is written otherwise than it is called */
    update(state, word = state) {
      text(node, capital(word ?? 'known'));
      node.className = `state ${kinds[state] ?? ''}`;
    },
  };
}
