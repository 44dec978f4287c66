import { el, keyed, shown } from '../dom.js';
import { hasEnded, isActive, jobName, worksElsewhere } from '../words.js';
import { pageCard } from './page-card.js';

const few = 9;

/** The pages at work, of all jobs or of one. */
export function pages(only = null) {
  let names = new Map();
  const nameOf = id => names.get(id) ?? id ?? '';
  const list = el('ul', { class: only ? 'cards of-one' : 'cards' });
  const none = el('p', { class: 'quiet', text: 'No page is at work.' });
  const cards = keyed(list, worker => pageCard(worker, nameOf));

  const node = el('section', { 'aria-labelledby': 'pages-title' }, el('h2', { id: 'pages-title', text: 'Pages' }), list, none);

  return {
    node,
    update(snapshot, job) {
      names = new Map(snapshot.jobs.map(job => [job.id, jobName(job)]));
      const workers = snapshot.workers.filter(worker => worker.job && (only === null || worker.job === only)).map(worker => ({ ...worker, at: snapshot.at }));
      cards.update(workers, worker => `${worker.job} ${worker.page}`);
      list.classList.toggle('many', workers.length > few);
      shown(none, workers.length === 0);
      shown(node, workers.length > 0 || (job ? !hasEnded(job) && !worksElsewhere(job) : snapshot.jobs.some(isActive)) || node.contains(document.activeElement));
    },
    close: () => cards.close(),
  };
}
