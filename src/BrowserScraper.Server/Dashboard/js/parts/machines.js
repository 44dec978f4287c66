import { jobPath, post } from '../api.js';
import { ask } from '../dialogs.js';
import { attribute, el, keyed, shown, text, usable } from '../dom.js';
import { attempt, say } from '../messages.js';
import { count, counted, date, jobName, time } from '../words.js';
import { stateTag } from './state-tag.js';

const names = ['State', 'Since', 'Pages', 'Done', 'A minute', 'Heartbeat', 'Clock', 'Version'];
const words = { at_work: 'at work', killed: 'killed, or cut off', left: 'left' };

/** The machines that work on a job, or did in its last run, and what steers all of them. Not there where a job is in a folder. */
export function machines(id) {
  let job = null;
  const heading = el('h2', { id: 'machines-title', text: 'Machines' });
  const sum = el('span', { class: 'quiet' });
  const body = el('tbody');
  const rows = keyed(body, row);
  const pages = el('input', { id: 'machine-pages', type: 'text', size: 9, autocomplete: 'off', required: true, placeholder: '4 or auto' });
  const apply = el('button', { text: 'Apply', 'aria-label': 'Apply the pages of each machine' });
  const stop = el('button', { type: 'button', text: 'Stop on all machines' });
  const form = el('form', { class: 'inline', novalidate: true }, el('label', { for: 'machine-pages', text: 'Pages of each machine' }), pages, apply, stop);
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const wanted = pages.value.trim();
    if (wanted === '') {
      say('Write how many pages each machine drives, such as 4 or auto.', 'bad');
    } else if (await attempt(apply, () => post(jobPath(id, 'pages'), { pages: wanted }), `Each machine drives ${wanted === '1' ? '1 page' : `${wanted} pages`} within two seconds.`)) {
      pages.value = '';
    }
  });
  stop.addEventListener('click', async () => {
    if (stop.getAttribute('aria-disabled') !== 'true'
      && await ask(`Stop ${jobName(job)} on all machines?`, 'Items at work get 10 s to finish, then each machine ends. What is done stays; started again, the job goes on where it was.', 'Stop the job', 'Keep it running')) {
      await attempt(stop, () => post(jobPath(id, 'stop')), 'The job stops on all machines.');
    }
  });
  const node = el('section', { class: 'sheet-like', 'aria-labelledby': 'machines-title', hidden: true },
    el('div', { class: 'title-line' }, heading, sum),
    el('table', { class: 'stacking machines' }, el('thead', {}, el('tr', {}, ...['Machine', ...names].map(name => el('th', { scope: 'col', text: name })))), body), form);

  return {
    node,
    update(snapshot, now) {
      job = now;
      const all = now?.machines ?? [];
      const atWork = all.filter(machine => machine.state === 'at_work').length;
      rows.update(all, machine => `${machine.host} ${machine.process} ${machine.since}`);
      text(sum, atWork === 0 ? 'Nobody works on it now; these did in its last run.' : `${counted(atWork, 'machine')} at work`);
      shown(form, atWork > 0 || form.contains(document.activeElement));
      usable(apply, atWork > 0);
      usable(stop, atWork > 0 && now.state !== 'stopping');
      shown(node, all.length > 0);
    },
  };
}

function row(first) {
  const state = stateTag();
  const until = el('span', { class: 'quiet' });
  const cells = names.slice(1).map(name => el('td', { 'data-name': name }));
  const version = el('code', {});
  cells.at(-1).append(version);
  return {
    node: el('tr', {}, el('th', { scope: 'row' }, el('span', { text: first.host }), el('code', { text: `process ${first.process}` })),
      el('td', { 'data-name': names[0] }, el('span', {}, state.node, until)), ...cells),
    update(machine) {
      state.update(machine.state, words[machine.state]);
      text(until, machine.until ? ` at ${time(machine.until)}` : '');
      [date(machine.since), machine.pages ?? '-', count(machine.done), machine.per_minute?.toFixed(1) ?? '-',
        machine.heard_seconds === null ? '-' : `${Math.round(machine.heard_seconds)} s ago`, offset(machine.clock_offset)]
        .forEach((value, place) => text(cells[place], value));
      attribute(cells[5], 'class', Math.abs(machine.clock_offset ?? 0) >= 1 ? 'warn' : null);
      text(version, machine.version?.replace(/\+(.{7}).*/, '+$1') ?? '-');
      attribute(version, 'title', machine.version);
    },
  };
}

function offset(seconds) {
  return seconds === null || seconds === undefined ? '-' : `${seconds > 0 ? '+' : ''}${seconds.toFixed(1)} s`;
}
