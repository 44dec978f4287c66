import { get, jobPath } from '../api.js';
import { attribute, el, text } from '../dom.js';
import { activity } from '../parts/activity.js';
import { ending } from '../parts/ending.js';
import { failures } from '../parts/failures.js';
import { files } from '../parts/files.js';
import { items } from '../parts/items.js';
import { jobSources } from '../parts/job-sources.js';
import { machines } from '../parts/machines.js';
import { pages } from '../parts/pages.js';
import { progressBar } from '../parts/progress-bar.js';
import { runs } from '../parts/runs.js';
import { stateTag } from '../parts/state-tag.js';
import { steering } from '../parts/steering.js';
import { tiles } from '../parts/tiles.js';
import { bytes, count, counted, date, duration, isActive, jobName, percent, progress, time, worksElsewhere } from '../words.js';

const tabs = { '': 'Now', items: 'Items', files: 'Files', failures: 'Failures', runs: 'Runs' };

/** One job: what it is at, and what came of it. */
export function job({ history, snapshot: last }, [id, tab = '']) {
  let fetched = null;
  let buttons = null;
  let panel = null;
  let open = null;
  let told = null;
  const heading = el('h1', { tabindex: -1, text: id });
  const state = stateTag();
  const remark = el('p', { class: 'quiet' });
  const end = ending(id);
  const bar = progressBar('Progress of this job');
  const numbers = tiles(['Done', 'To do', 'Failed', 'Rate', 'Time left', 'Memory']);
  const steer = el('div', {});
  const links = Object.entries(tabs).map(([name, label]) => el('a', { href: `#/jobs/${encodeURIComponent(id)}${name ? `/${name}` : ''}`, 'data-tab': name, text: label }));
  const place = el('div', { class: 'panel' });
  const node = el('div', { class: 'view' },
    el('div', { class: 'title-block' }, el('div', { class: 'title-line' }, el('div', { class: 'line' }, heading, state.node), steer), remark),
    end.node,
    el('section', { class: 'sheet-like job-summary', 'aria-label': 'Progress of this job' }, bar.node, numbers.node),
    el('nav', { class: 'tabs', 'aria-label': 'Parts of this job' }, ...links), place);

  const now = snapshot => snapshot?.jobs.find(each => each.id === id) ?? fetched;
  const fetchJob = async () => {
    fetched = await get(jobPath(id)).catch(refusal => ({ id, script: id, state: 'unknown', message: refusal.message }));
    show(last());
  };

  const move = ([, wanted = '']) => {
    if (wanted === open) {
      return;
    }

    open = tabs[wanted] ? wanted : '';
    links.forEach(link => attribute(link, 'aria-current', link.dataset.tab === open ? 'page' : null));
    panel?.close?.();
    panel = panels[open](id, history);
    place.replaceChildren(panel.node);
    show(last());
  };

  const show = snapshot => {
    const job = now(snapshot);
    if (!job) {
      return;
    }

    text(heading, jobName(job));
    state.update(job.state);
    text(remark, [job.phase && isActive(job) ? job.phase : null, job.started_at ? `started ${date(job.started_at)}` : null, job.deadline && isActive(job) ? `ends at ${time(job.deadline)} at the latest` : null, job.remark].filter(Boolean).join(' \u00b7 '));
    end.update(job);
    showNumbers(job);
    buttons?.update(job);
    tell(job.counts);
    if (snapshot) {
      panel?.update(snapshot, job);
    }
  };

  const showNumbers = job => {
    const { counts = {} } = job;
    const { settled, known, share } = progress(counts);
    const isAtWork = isActive(job);
    bar.update(counts);
    numbers.update([
      [count((counts.done ?? 0) + (counts.done_before ?? 0)), known > 0 ? `${percent(share)} of ${count(known)} settled` : counts.discovery_is_over === false ? 'still being found' : ''],
      [count(counts.to_do ?? known - settled), counts.discovery_is_over === false ? 'more is being found' : 'items'],
      [count(counts.failed), counts.retries ? `${counted(counts.retries, 'further attempt')}` : ''],
      isAtWork ? [count(job.rate_per_hour), 'items an hour'] : null,
      isAtWork ? [duration(job.time_left), job.near_limit ? 'near its limit' : ''] : null,
      isAtWork && (job.memory_bytes || !worksElsewhere(job)) ? [bytes(job.memory_bytes), `${counted(job.pages, 'page')}${job.auto_pages ? ' (auto)' : ''}`] : null,
    ]);
  };

  const tell = counts => {
    if (counts && counts.failed !== told) {
      told = counts.failed;
      text(links.find(link => link.dataset.tab === 'failures'), told > 0 ? `Failures (${count(told)})` : 'Failures');
    }
  };

  const loadScript = async () => {
    await fetchJob();
    const scripts = await get('/scripts').catch(() => []);
    buttons = steering(scripts.find(script => script.name === now(last())?.script));
    steer.replaceChildren(buttons.node);
    show(last());
  };

  move([id, tab]);
  loadScript();

  return { node, get title() { return jobName(now(last()) ?? { script: id }); }, update: show, move, refresh: () => { fetchJob(); panel?.refresh?.(); }, close: () => panel?.close?.() };
}

const panels = { '': atWork, items, files, failures, runs };

function atWork(id, history) {
  const parts = [pages(id), machines(id), jobSources(id), activity(history, id)];
  return { node: el('div', {}, ...parts.map(part => part.node)), update: (snapshot, job) => parts.forEach(part => part.update(snapshot, job)), close: () => parts[0].close() };
}
