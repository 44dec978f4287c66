import { el, text } from '../dom.js';

/** Numbers with their names. */
export function tiles(names) {
  const values = names.map(() => ({ number: el('dd', {}), note: el('dd', { class: 'note' }) }));
  const node = el('dl', { class: 'tiles' }, ...names.map((name, place) => el('div', {}, el('dt', { text: name }), values[place].number, values[place].note)));
  return {
    node,
    /** @param entries for each name the number and a remark, both as text */
    update: entries => entries.forEach(([number, note], place) => {
      text(values[place].number, number);
      text(values[place].note, note ?? '');
    }),
  };
}
