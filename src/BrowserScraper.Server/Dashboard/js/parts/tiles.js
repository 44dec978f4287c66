import { el, shown, text } from '../dom.js';

/** Numbers with their names. */
export function tiles(names) {
  const values = names.map(() => ({ number: el('dd', {}), note: el('dd', { class: 'note' }) }));
  const boxes = names.map((name, place) => el('div', {}, el('dt', { text: name }), values[place].number, values[place].note));
  const node = el('dl', { class: 'tiles' }, ...boxes);
  return {
    node,
    /** @param entries for each name the number and a remark, both as text; null where it says nothing now */
    update: entries => entries.forEach((entry, place) => {
      shown(boxes[place], entry !== null);
      text(values[place].number, entry?.[0]);
      text(values[place].note, entry?.[1]);
    }),
  };
}
