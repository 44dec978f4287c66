import { Connection } from './connection.js';
import { History } from './history.js';
import { placeMessages, say } from './messages.js';
import { alerts, lateItems } from './parts/alerts.js';
import { connectionLine } from './parts/connection-line.js';
import { sentence } from './parts/ending.js';
import { Router } from './router.js';
import { hasEnded, isActive, jobName, percent, progress } from './words.js';

const pause = 200;
const history = new History();
const states = new Map();
let snapshot = null;
let isDue = false;
let shownAt = 0;

placeMessages(document.getElementById('messages'), document.getElementById('told'));
const attention = alerts();
const late = lateItems(document.getElementById('late'));
document.getElementById('alerts').replaceWith(attention.node);
const router = new Router(document.getElementById('main'), { history, snapshot: () => snapshot }, () => {
  showTitle();
  if (snapshot !== null) {
    router.update(snapshot); // a view that opens is never empty, not even for a moment
  }
});

const connection = new Connection({
  snapshot(value) {
    history.take(value);
    history.add(value.recent);
    tellOfStates(value);
    snapshot = value;
    show();
  },
  state: (kind, retryAt) => line.update(kind, retryAt),
  events(events, areComplete) {
    history.fill(events);
    history.add(events);
    if (!areComplete) {
      say('Some of what happened meanwhile is too long ago to be shown here; the run reports have it.');
    }

    router.refresh();
    show();
  },
});

const line = connectionLine(document.getElementById('connection'), () => connection.retry());

/** As often as a person can follow, and not at all while nobody can see it. */
function show() {
  if (isDue || snapshot === null || document.hidden) {
    return;
  }

  isDue = true;
  setTimeout(() => requestAnimationFrame(() => {
    isDue = false;
    shownAt = performance.now();
    attention.update(snapshot);
    late.update(snapshot);
    router.update(snapshot);
    showTitle();
  }), Math.max(0, shownAt + pause - performance.now()));
}

function showTitle() {
  const active = (snapshot?.jobs ?? []).filter(isActive);
  const sum = active.map(job => progress(job.counts)).reduce((all, each) => ({ settled: all.settled + each.settled, known: all.known + each.known }), { settled: 0, known: 0 });
  const title = `${sum.known > 0 ? `${percent(sum.settled / sum.known)} - ` : ''}${router.title} - BrowserScraper`;
  if (document.title !== title) {
    document.title = title;
  }
}

/** Says when a job has ended or waits, to those, too, who look elsewhere. */
function tellOfStates(value) {
  for (const job of value.jobs) {
    const before = states.get(job.id);
    states.set(job.id, job.state);
    if (before && before !== job.state && (hasEnded(job) || job.state === 'paused')) {
      say(`${jobName(job)}: ${job.state === 'paused' ? 'paused.' : sentence(job)}`, job.state === 'failed' ? 'warn' : 'note');
    }
  }
}

document.addEventListener('visibilitychange', show);
router.start();
connection.start();
