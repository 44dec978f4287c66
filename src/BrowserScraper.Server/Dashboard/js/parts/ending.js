import { jobPath } from '../api.js';
import { attribute, el, shown, text } from '../dom.js';
import { capital, count, counted, hasEnded } from '../words.js';

/** How a job has ended, in a sentence, and where to go on from there. */
export function ending(id) {
  const words = el('p');
  const files = el('a', { href: `#/jobs/${encodeURIComponent(id)}/files`, text: 'See the files' });
  const failures = el('a', { href: `#/jobs/${encodeURIComponent(id)}/failures`, text: 'See the failures' });
  const report = el('a', { href: jobPath(id, 'report'), target: '_blank', rel: 'noopener', text: 'Open the report' });
  const node = el('div', { class: 'verdict', hidden: true }, words, el('p', { class: 'line' }, files, failures, report));

  return {
    node,
    update(job) {
      const isOver = hasEnded(job);
      shown(node, isOver || Boolean(job.message));
      attribute(node, 'class', `verdict ${kinds[job.state] ?? 'warn'}`);
      text(words, sentence(job));
      shown(files, isOver && doneOf(job) > 0);
      shown(failures, isOver && (job.counts?.failed ?? 0) > 0);
      shown(report, isOver);
    },
  };
}

const kinds = { done: 'good', failed: 'bad' };
const doneOf = ({ counts }) => (counts?.done ?? 0) + (counts?.done_before ?? 0);

/** The service's own words, where it has any. */
export function sentence(job) {
  const left = job.counts?.to_do > 0 ? ` ${counted(job.counts.to_do, 'item is', 'items are')} left.` : '';
  const done = doneOf(job);
  const told = { done: `Done: ${counted(done, 'item')}.`, failed: `Ended with ${counted(job.counts?.failed ?? 0, 'failure')}, ${count(done)} done.`, cancelled: `Cancelled, ${count(done)} done.`, interrupted: `Interrupted, ${count(done)} done.` };
  return capital(job.message) || `${told[job.state] ?? ''}${left}`;
}
