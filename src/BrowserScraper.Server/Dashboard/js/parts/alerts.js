import { attribute, el, keyed, shown, text } from '../dom.js';
import { tell } from '../messages.js';
import { counted, duration, hasEnded, jobName, worksElsewhere } from '../words.js';
import { littleTime } from './page-card.js';

/** What needs a look now: jobs near their limit, and workers that are stopped while jobs wait. */
export function alerts() {
  const told = new Set();
  const list = el('ul');
  const node = el('section', { class: 'alerts', 'aria-label': 'Needs attention', hidden: true }, list);
  const lines = keyed(list, first => {
    const line = el('a', { href: first.href });
    return { node: el('li', {}, line), update: entry => text(line, entry.text) };
  });

  return {
    node,
    update(snapshot) {
      const open = snapshot.jobs.filter(job => !hasEnded(job));
      const near = open.filter(job => job.near_limit);
      for (const job of near.filter(each => !told.has(`${each.id} ${each.run}`))) {
        told.add(`${job.id} ${job.run}`);
        tell(`${jobName(job)} is near its limit.`);
      }

      const entries = near.map(job => ({ key: job.id, href: `#/jobs/${encodeURIComponent(job.id)}`, text: `${jobName(job)} is near its limit: ${remaining(job, snapshot.at)}` }));
      if (!snapshot.worker_status.running && open.some(job => !worksElsewhere(job))) {
        entries.push({ key: 'stopped', href: '#/', text: 'The workers are stopped: jobs wait until they are started.' });
      }

      lines.update(entries, entry => entry.key);
      shown(node, entries.length > 0);
    },
  };
}

/** Items with little time left come and go within seconds: they have a place in the header, so that nothing jumps. */
export function lateItems(node) {
  const link = el('a', { class: 'near', hidden: true });
  node.append(link);
  return {
    update(snapshot) {
      const late = snapshot.workers.filter(worker => worker.item && worker.time_left !== null && worker.time_left < littleTime);
      shown(link, late.length > 0 || link === document.activeElement);
      text(link, `${late.length} near limit`);
      attribute(link, 'aria-label', `${late.length} near limit: ${counted(late.length, 'item has', 'items have')} less than ${littleTime} s left`);
      attribute(link, 'href', late.length === 1 ? `#/jobs/${encodeURIComponent(late[0].job)}` : '#/');
    },
  };
}

function remaining(job, now) {
  return job.deadline
    ? `${duration((Date.parse(job.deadline) - Date.parse(now)) / 1000)} left, then it ends and can be started again`
    : 'raise GLOBAL_JOB_TIMEOUT for its next run';
}
