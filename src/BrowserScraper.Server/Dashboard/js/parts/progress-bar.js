import { attribute, el, variable } from '../dom.js';
import { count, percent, progress } from '../words.js';

/** Done, skipped and failed of what is known, in one bar. */
export function progressBar(label) {
  const parts = ['done', 'skipped', 'failed'].map(name => el('span', { class: name }));
  const node = el('div', { class: 'bar stacked', role: 'progressbar', 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-label': label }, ...parts);

  return {
    node,
    update(counts) {
      const { settled, known, share } = progress(counts);
      const numbers = [(counts?.done ?? 0) + (counts?.done_before ?? 0), counts?.skipped ?? 0, counts?.failed ?? 0];
      parts.forEach((part, place) => variable(part, '--share', known === 0 ? 0 : (numbers[place] / known).toFixed(4)));
      attribute(node, 'aria-valuenow', Math.floor(100 * share));
      attribute(node, 'aria-valuetext', `${percent(share)}, ${count(settled)} of ${count(known)} items`);
    },
  };
}
