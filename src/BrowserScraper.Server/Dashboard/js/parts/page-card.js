import { jobPath, post } from '../api.js';
import { ask } from '../dialogs.js';
import { attribute, el, text, usable, variable } from '../dom.js';
import { attempt } from '../messages.js';
import { livePicture } from '../picture.js';
import { duration } from '../words.js';

/** Less than this, and a person should look. */
export const littleTime = 15;

/** One page: its item, attempt, time left, and, where somebody wants it, what it shows. */
export function pageCard(first, nameOf) {
  let worker = first;
  let picture = null;
  const job = el('a', { class: 'job', href: `#/jobs/${encodeURIComponent(first.job ?? '')}` });
  const title = el('p', { class: 'title' });
  const key = el('code');
  const tries = el('span', { class: 'tag' });
  const left = el('span', { class: 'left' });
  const bar = el('div', { class: 'bar time', 'aria-hidden': 'true' }, el('span'));
  const watch = el('button', { type: 'button', text: 'Watch', 'aria-expanded': 'false' });
  const cancel = el('button', { type: 'button', text: 'Cancel item' });
  const buttons = el('div', { class: 'buttons' }, watch, cancel);
  const heading = el('h3', { text: `Page ${first.page}` });
  const node = el('li', { class: 'card page' }, el('div', { class: 'head' }, heading, job), title, el('p', { class: 'key' }, key, tries), bar, left, buttons);

  const toggle = () => {
    if (picture) {
      picture.close();
      picture.node.remove();
      picture = null;
    } else {
      picture = livePicture(worker.job, worker.page);
      buttons.before(picture.node);
    }

    describe();
  };

  const describe = () => {
    text(watch, picture ? 'Stop watching' : 'Watch');
    attribute(watch, 'aria-label', `${picture ? 'Stop watching' : 'Watch'} page ${worker.page} of ${nameOf(worker.job)}`);
    attribute(watch, 'aria-expanded', picture !== null);
    node.classList.toggle('watched', picture !== null);
  };

  watch.addEventListener('click', toggle);
  cancel.addEventListener('click', async () => {
    const { item, job: id } = worker;
    if (cancel.getAttribute('aria-disabled') !== 'true'
      && await ask('Cancel this item?', `${worker.title || item} is left out from now on, and counts as skipped.`, 'Cancel the item', 'Keep it')) {
      await attempt(cancel, () => post(jobPath(id, 'items', 'cancel'), { key: item }), 'The item is cancelled.');
    }
  });

  return {
    node,
    update(now) {
      worker = now;
      const isAtWork = Boolean(now.item);
      text(job, now.job ? nameOf(now.job) : '');
      text(title, isAtWork ? now.title || now.item : 'Waits for an item');
      text(key, now.title && now.title !== now.item ? now.item ?? '' : '');
      text(tries, isAtWork ? `attempt ${now.attempt}` : '');
      tries.classList.toggle('warn', now.attempt > 1);
      text(left, now.time_left === null || !isAtWork ? '' : `${duration(now.time_left)} left`);
      node.classList.toggle('idle', !isAtWork);
      node.classList.toggle('late', isAtWork && now.time_left !== null && now.time_left < littleTime);
      if (isAtWork && now.time_left !== null) {
        const whole = now.time_left + Math.max(0, (Date.parse(now.at) - Date.parse(now.started_at)) / 1000);
        variable(bar, '--share', (whole > 0 ? now.time_left / whole : 0).toFixed(3));
      }

      usable(cancel, isAtWork);
      attribute(cancel, 'aria-label', `Cancel item of page ${now.page} of ${nameOf(now.job)}`);
      describe();
    },
    close: () => picture?.close(),
  };
}
