import { attribute, el, keyed, shown, text } from '../dom.js';
import { bytes, count, duration } from '../words.js';

const names = ['State', 'Done', 'Failed', 'Left', 'Size', 'Time', 'Last error'];

/** The sources of a job: how far each is in this run, and what went wrong last. */
export function jobSources() {
  const body = el('tbody');
  const node = el('section', { class: 'sheet-like', 'aria-labelledby': 'sources-title', hidden: true },
    el('div', { class: 'title-line' }, el('h2', { id: 'sources-title', text: 'Sources' }), el('a', { href: '#/sources', text: 'Their health over all runs' })),
    el('table', { class: 'stacking' },
      el('thead', {}, el('tr', {}, ...['Source', ...names].map(name => el('th', { scope: 'col', text: name })))), body));
  const rows = keyed(body, first => {
    const cells = names.map(name => el('td', { 'data-name': name }));
    return {
      node: el('tr', {}, el('th', { scope: 'row', text: first.source }), ...cells),
      update(source) {
        const isAtWork = source.state === 'working'; // what is left, and its time, are known when it is over
        [source.state, count(source.done), count(source.failed), isAtWork ? '-' : count(source.left), bytes(source.bytes), isAtWork ? '-' : duration(source.seconds), source.last_error ?? '-']
          .forEach((value, place) => text(cells[place], value));
        attribute(cells[0], 'class', /fail|paus|time/i.test(source.state) ? 'warn' : null);
        attribute(cells[2], 'class', source.failed > 0 ? 'bad' : null);
      },
    };
  });

  return {
    node,
    update(snapshot, job) {
      const all = job?.sources ?? [];
      const sources = all.length === 1 && all[0].source === job.script ? [] : all; // a script without sources has itself for its only one
      rows.update(sources, source => source.source);
      shown(node, sources.length > 0);
    },
  };
}
