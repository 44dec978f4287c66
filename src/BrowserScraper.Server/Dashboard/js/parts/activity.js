import { el, keyed, shown, text } from '../dom.js';
import { time, worksElsewhere } from '../words.js';

const most = 10;

/** What happened last, newest first; of all jobs or of one. */
export function activity(history, only = null) {
  const list = el('ol', { class: 'activity' });
  const none = el('p', { class: 'quiet', text: 'Nothing yet.' });
  const lines = keyed(list, event => ({
    node: el('li', {},
      el('time', { datetime: event.at, text: time(event.at) }),
      el('span', { class: `kind ${event.kind}`, text: event.kind }),
      el('span', { class: 'what', text: wordsOf(event) })),
    update() { },
  }));

  return {
    node: el('section', { class: 'sheet-like', 'aria-labelledby': 'activity-title' }, el('h2', { id: 'activity-title', text: 'What happened last' }), list, none),
    update(_, job) {
      const shownEvents = history.events.filter(event => only === null || event.job === only).slice(-most).reverse();
      lines.update(shownEvents, event => event.sequence);
      text(none, job && worksElsewhere(job) ? 'Nothing here. What other machines do stands in their own logs.' : 'Nothing yet.');
      shown(none, shownEvents.length === 0);
    },
  };
}

/** A done item by the files that it gave, all else by key and reason. */
const wordsOf = ({ kind, item, text: reason, job }) => kind === 'done' ? (reason && reason !== 'done' ? reason : item) : [item, reason].filter(Boolean).join(': ') || job;
