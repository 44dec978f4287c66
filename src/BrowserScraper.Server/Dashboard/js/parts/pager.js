import { el, shown, text, usable } from '../dom.js';
import { count } from '../words.js';

/** Forward and back in a long list. */
export function pager(what, size, turned) {
  let offset = 0;
  let total = 0;
  const place = el('span', { role: 'status' });
  const go = to => {
    offset = to;
    turned(offset);
  };
  const back = el('button', { type: 'button', text: 'Back', 'aria-label': `Back to earlier ${what}`, onclick: () => offset > 0 && go(Math.max(0, offset - size)) });
  const on = el('button', { type: 'button', text: 'Further', 'aria-label': `Further ${what}`, onclick: () => offset + size < total && go(offset + size) });
  const node = el('div', { class: 'buttons pager' }, back, place, on);

  return {
    node,
    update(from, all) {
      [offset, total] = [from, all];
      text(place, total === 0 ? `No ${what}` : `${count(from + 1)} to ${count(Math.min(total, from + size))} of ${count(total)}`);
      usable(back, from > 0);
      usable(on, from + size < total);
      shown(back, total > size);
      shown(on, total > size);
    },
  };
}
