import { el } from './dom.js';
import { job } from './views/job.js';
import { overview } from './views/overview.js';
import { settings } from './views/settings.js';
import { sources } from './views/sources.js';
import { start } from './views/start.js';

const views = { '': overview, start, jobs: job, sources, settings };

/** A part of an address as it is meant; as it stands where it means nothing, such as %zz. */
const decoded = part => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/** Which view is open stands after the # of the address, so that it can be kept, sent and gone back to. */
export class Router {
  #main;
  #shared;
  #opened;
  #view = null;
  #place = null;

  constructor(main, shared, opened) {
    this.#main = main;
    this.#shared = shared;
    this.#opened = opened;
    addEventListener('hashchange', () => this.#open(true));
  }

  start() {
    const kept = sessionStorage.getItem('after-sign-in');
    sessionStorage.removeItem('after-sign-in');
    if (kept && location.hash === '') {
      history.replaceState(null, '', kept);
    }

    this.#open(false);
  }

  get title() {
    return this.#view?.title ?? '';
  }

  update(snapshot) {
    this.#view?.update?.(snapshot);
  }

  /** After a gap: what the view has fetched may be old. */
  refresh() {
    this.#view?.refresh?.();
  }

  #open(isByHand) {
    const [path, search = ''] = location.hash.replace(/^#\/?/, '').split('?');
    const [first, ...rest] = path.split('/').map(decoded);
    const place = first === 'jobs' ? `jobs/${rest[0]}` : `${first}?${search}`;
    if (this.#view && place === this.#place && this.#view.move) {
      this.#view.move(rest);
      return;
    }

    this.#view?.close?.();
    this.#place = place;
    this.#view = (views[first] ?? nowhere)(this.#shared, rest, new URLSearchParams(search));
    this.#main.replaceChildren(this.#view.node);
    this.#markLinks(first);
    this.#opened();
    if (isByHand) {
      scrollTo(0, 0);
      this.#view.node.querySelector('h1')?.focus({ preventScroll: true });
    }
  }

  #markLinks(first) {
    for (const link of document.querySelectorAll('#navigation a')) {
      if (link.getAttribute('href') === `#/${first}`) {
        link.setAttribute('aria-current', 'page');
      } else {
        link.removeAttribute('aria-current');
      }
    }
  }
}

function nowhere() {
  return { node: el('div', { class: 'view' }, el('h1', { tabindex: -1, text: 'There is no such view' }), el('p', {}, el('a', { href: '#/', text: 'Overview' }))), title: 'Not found' };
}
