import { get } from '../api.js';
import { el } from '../dom.js';
import { count, date, duration } from '../words.js';

/** How sources have done over all runs. */
export function sources() {
  const place = el('div', {}, el('p', { class: 'quiet', text: 'Loading ...' }));

  const load = async () => {
    try {
      const answer = await get('/sources');
      const scripts = answer.scripts.filter(script => script.sources.length > 0);
      place.replaceChildren(...scripts.map(table));
      if (scripts.length === 0) {
        place.replaceChildren(el('p', { class: 'quiet', text: 'Nothing is known of any source yet; a run of a script with sources makes it.' }));
      }
    } catch (refusal) {
      place.replaceChildren(el('p', { class: 'mistakes', text: refusal.message }));
    }
  };
  load();

  return {
    node: el('div', { class: 'view' }, el('h1', { tabindex: -1, text: 'Sources' }), el('p', { class: 'quiet', text: 'How each has done over all runs of its script. One that fails five times running is skipped for a while.' }), place),
    title: 'Sources',
    refresh: load,
  };
}

function table({ script, sources: rows }) {
  const names = ['Source', 'State', 'Runs', 'Success', 'Half within', '95 % within', 'Last success', 'Last error'];
  return el('section', { class: 'sheet-like', 'aria-label': script },
    el('h2', { text: script }),
    el('table', { class: 'stacking' },
      el('thead', {}, el('tr', {}, ...names.map(name => el('th', { scope: 'col', text: name })))),
      el('tbody', {}, ...rows.map(row => el('tr', {},
        el('th', { scope: 'row', text: row.source }),
        ...[
          row.state, count(row.runs), `${Math.round(row.success_percent)} %`, duration(row.p50_seconds), duration(row.p95_seconds), date(row.last_success),
          row.last_error ? `${date(row.last_error_at)}: ${row.last_error}` : '-',
        ].map((value, place) => el('td', { 'data-name': names[place + 1], class: place === 0 && row.state !== 'ok' ? 'warn' : place === 5 ? 'date' : null, text: value })))))));
}
