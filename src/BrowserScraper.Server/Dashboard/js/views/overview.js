import { get } from '../api.js';
import { throughput } from '../chart.js';
import { el, keyed, shown, text } from '../dom.js';
import { activity } from '../parts/activity.js';
import { jobRow } from '../parts/job-row.js';
import { pages } from '../parts/pages.js';
import { progressBar } from '../parts/progress-bar.js';
import { tiles } from '../parts/tiles.js';
import { workers } from '../parts/workers.js';
import { count, counted, duration, isActive, percent, progress, time } from '../words.js';

const mostInOneColumn = 6;

/** Everything at one glance: all jobs, all pages, the queue, the workers. */
export function overview({ history }) {
  const bar = progressBar('Overall progress');
  const overall = el('p', { class: 'overall' }, el('b'), el('span'));
  const numbers = tiles(['Rate', 'Time left', 'Waiting', 'At work', 'Success']);
  const chart = throughput(history);
  const list = el('ul', { class: 'jobs' });
  const rows = keyed(list, jobRow);
  const others = el('ul', { class: 'jobs' });
  const otherRows = keyed(others, jobRow);
  const fold = el('details', { class: 'others', hidden: true }, el('summary', { text: 'Other jobs' }), others);
  const empty = el('div', { class: 'empty' }, el('p', { text: 'No job is at work.' }), el('a', { class: 'button primary', href: '#/start', text: 'Start a job' }));
  const parts = [pages(), workers(), activity(history)];
  const node = el('div', { class: 'view' },
    el('div', { class: 'title-line' }, el('h1', { tabindex: -1, text: 'Overview' }), el('a', { class: 'button primary', href: '#/start', text: 'Start a job' })),
    el('section', { class: 'sheet-like summary', 'aria-label': 'Overall progress' }, el('div', {}, overall, bar.node, numbers.node), chart.node),
    el('div', { class: 'columns' },
      el('section', { class: 'sheet-like', 'aria-labelledby': 'jobs-title' }, el('h2', { id: 'jobs-title', text: 'Jobs' }), empty, list, fold),
      parts[0].node,
      el('div', { class: 'column' }, parts[1].node, parts[2].node)));

  let known = [];
  let states = '';
  const refresh = async () => known = (await get('/jobs').catch(() => ({ jobs: [] }))).jobs;

  return {
    node,
    title: 'Overview',
    update(snapshot) {
      const active = snapshot.jobs.filter(isActive);
      const now = snapshot.jobs.map(job => `${job.id} ${job.state}`).join();
      if (now !== states) {
        states = now;
        refresh();
      }

      const counts = active.reduce((sum, job) => Object.fromEntries(['known', 'done', 'done_before', 'skipped', 'failed'].map(name => [name, (sum[name] ?? 0) + (job.counts?.[name] ?? 0)])), {});
      const { settled, known: all, share } = progress(counts);
      bar.update(counts);
      text(overall.firstChild, all === 0 ? '' : percent(share));
      text(overall.lastChild, all === 0 ? 'Nothing to do' : `${count(settled)} of ${counted(all, 'item')} in ${counted(active.length, 'job')}`);
      const { performance_metrics: performance, queue } = snapshot;
      const end = performance.estimated_completion_time;
      numbers.update([
        [count(performance.processing_rate_per_hour), 'items an hour'],
        [end && active.length > 0 ? duration((Date.parse(end) - Date.parse(snapshot.at)) / 1000) : '-', end && active.length > 0 ? `until ${time(end)}` : 'not known'],
        [count(queue.waiting), queue.due_later > 0 ? `${count(queue.due_later)} due later` : 'items'],
        [count(queue.in_work), counted(snapshot.worker_status.num_workers, 'worker')],
        [performance.success_rate === null ? '-' : percent(performance.success_rate), `${count(snapshot.worker_status.total_failed)} failed`],
      ]);
      rows.update(active, job => job.id);
      list.classList.toggle('dense', active.length > mostInOneColumn);
      shown(empty, active.length === 0);
      const seen = new Set(active.map(job => job.id));
      const rest = [...snapshot.jobs.filter(job => !isActive(job)), ...known.filter(job => !snapshot.jobs.some(each => each.id === job.id))].filter(job => !seen.has(job.id));
      otherRows.update(rest, job => job.id);
      text(fold.firstElementChild, `Other jobs (${rest.length})`);
      shown(fold, rest.length > 0);
      if (active.length === 0 && !('touched' in fold.dataset)) {
        fold.open = true;
        fold.dataset.touched = '';
      }

      chart.update(Date.now());
      parts.forEach(part => part.update(snapshot));
    },
    close: () => parts[0].close(),
  };
}
