import { jobPath, post } from '../api.js';
import { ask } from '../dialogs.js';
import { attribute, el, shown, text, usable } from '../dom.js';
import { attempt, say } from '../messages.js';
import { hasEnded, jobName } from '../words.js';
import { addItems } from '../forms/add-items.js';

const pausable = new Set(['running', 'starting', 'queued']);

/** Paused, or ended with something left. */
const canResume = job => ['paused', 'pausing'].includes(job.state) || (hasEnded(job) && job.counts?.to_do > 0);

/** The buttons that steer one job. They stay in place whatever its state, so that nothing moves under the hand. */
export function steering(script) {
  let job = null;
  const button = (label, press, kind) => el('button', { type: 'button', text: label, class: kind, onclick: event => press(event.currentTarget) });
  const order = (verb, done) => pressed => attempt(pressed, () => post(jobPath(job.id, verb)), done);

  const pause = button('Pause', pressed => canResume(job)
    ? order('resume', 'The job goes on.')(pressed)
    : order('pause', 'Items at work finish; nothing further is started.')(pressed), 'primary');
  const cancel = button('Cancel', async pressed => {
    if (pressed.getAttribute('aria-disabled') === 'true') {
      return;
    }

    const isStopping = job.state === 'stopping';
    const title = isStopping ? `End ${jobName(job)} at once?` : `Cancel ${jobName(job)}?`;
    const explanation = isStopping
      ? 'It is being cancelled already. At once means that items at work are cut short, and tried again when the job is started again.'
      : 'Items at work get 10 s to finish, nothing further is started. What is done stays; started again, the job goes on where it was.';
    if (await ask(title, explanation, isStopping ? 'End it at once' : 'Cancel the job', isStopping ? 'Let them finish' : 'Keep it running')) {
      await order('cancel', 'The job is being cancelled.')(pressed);
    }
  });
  const retry = button('Retry failed', order('retry', 'The failed items are tried again.'));
  const add = button('Add items', pressed => pressed.getAttribute('aria-disabled') === 'true'
    ? say('Another process has this job.')
    : addItems(job, script.input));
  const again = el('a', { class: 'button', text: 'Start again' });

  return {
    node: el('div', { class: 'buttons', role: 'group', 'aria-label': 'Steer this job' }, pause, cancel, retry, add, again),
    update(now) {
      job = now;
      const isHeld = now.state === 'held';
      text(pause, canResume(now) ? 'Resume' : 'Pause');
      usable(pause, canResume(now) || pausable.has(now.state));
      usable(cancel, !hasEnded(now) && !isHeld);
      usable(retry, !isHeld && (now.counts?.failed ?? 0) > 0);
      usable(add, !isHeld);
      shown(add, Boolean(script?.input));
      shown(again, hasEnded(now));
      attribute(again, 'href', `#/start?again=${encodeURIComponent(now.id)}`);
    },
  };
}
