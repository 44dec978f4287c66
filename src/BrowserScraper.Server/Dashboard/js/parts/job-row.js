import { attribute, el, shown, text } from '../dom.js';
import { count, counted, duration, hasEnded, isActive, jobName, percent, progress } from '../words.js';
import { sentence } from './ending.js';
import { progressBar } from './progress-bar.js';
import { stateTag } from './state-tag.js';

/** One job among the others. */
export function jobRow(first) {
  const link = el('a', { href: `#/jobs/${encodeURIComponent(first.id)}`, text: jobName(first) });
  const state = stateTag();
  const share = el('span', { class: 'share' });
  const bar = progressBar(`Progress of ${jobName(first)}`);
  const facts = el('p', { class: 'facts' });
  const node = el('li', { class: 'job-row' }, el('div', { class: 'head' }, el('h3', {}, link), state.node, share), bar.node, facts);

  return {
    node,
    update(job) {
      const { settled, known, share: part } = progress(job.counts);
      state.update(job.state);
      text(share, known === 0 ? '' : percent(part));
      bar.update(job.counts);
      text(facts, [
        `${count(settled)} of ${counted(known, 'item')}`,
        job.counts?.failed ? `${count(job.counts.failed)} failed` : null,
        isActive(job) && job.rate_per_hour ? `${count(job.rate_per_hour)} an hour` : null,
        isActive(job) && job.time_left !== null && job.time_left !== undefined ? `${duration(job.time_left)} left` : null,
        hasEnded(job) ? sentence(job) : null,
      ].filter(Boolean).join(' \u00b7 '));
      shown(bar.node, known > 0);
      attribute(node, 'data-state', job.state);
    },
  };
}
