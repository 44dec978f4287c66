import { get, jobPath } from '../api.js';
import { el, shown } from '../dom.js';
import { count, date } from '../words.js';
import { fetched } from './fetched.js';

const names = ['Started', 'How it ended', 'Done', 'Failed', 'Report'];

/** The runs of a job, the newest first, each with its report. */
export function runs(id) {
  const body = el('tbody');
  const none = el('p', { class: 'quiet', text: 'No run yet.', hidden: true });
  const row = run => el('tr', {},
    el('th', { scope: 'row' }, el('code', { text: run.run })),
    el('td', { class: 'date', 'data-name': names[0], text: date(run.started_at) }),
    el('td', { class: 'wide', 'data-name': names[1], text: run.ended ?? 'at work' }),
    el('td', { 'data-name': names[2], text: count(run.done) }),
    el('td', { 'data-name': names[3], text: count(run.failed) }),
    el('td', { 'data-name': names[4] }, run.has_report
      ? el('a', { href: jobPath(id, 'runs', run.run, 'report'), target: '_blank', rel: 'noopener', 'aria-label': `Report of run ${run.run}`, text: 'Report' })
      : el('span', { text: '-' })));

  const load = async () => {
    const answer = await get(jobPath(id, 'runs')).catch(() => ({ runs: [] }));
    const list = answer.runs;
    body.replaceChildren(...list.map(row));
    shown(none, list.length === 0);
  };

  return {
    node: el('section', { class: 'sheet-like', 'aria-labelledby': 'runs-title' },
      el('h2', { id: 'runs-title', text: 'Runs' }),
      el('table', { class: 'stacking' }, el('thead', {}, el('tr', {}, ...['Run', ...names].map(name => el('th', { scope: 'col', text: name })))), body), none),
    ...fetched(load, job => `${job?.run} ${job?.state}`),
  };
}
