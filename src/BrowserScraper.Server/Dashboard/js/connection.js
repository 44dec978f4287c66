import { get } from './api.js';

const firstPause = 500;
const longestPause = 30_000;
const silence = 8_000; // a snapshot comes each second; without one for so long, the connection is dead whatever it says

/**
 * The one connection to the service's snapshots. It comes back by itself, waiting twice as long after each failure, and
 * asks for what happened meanwhile.
 */
export class Connection {
  #handlers;
  #socket = null;
  #failures = 0;
  #timer = 0;
  #watchdog = 0;
  #sequence = null;
  #isCaughtUp = false;

  /** @param handlers `snapshot(value)`, `state(name, retryAt)` with connecting, live or waiting, `events(list, areComplete)` */
  constructor(handlers) {
    this.#handlers = handlers;
    addEventListener('online', () => this.retry());
    document.addEventListener('visibilitychange', () => document.hidden || this.retry());
  }

  start() {
    clearTimeout(this.#timer);
    this.#isCaughtUp = false;
    this.#handlers.state('connecting');
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/jobs/status`);
    this.#socket = socket;
    this.#listen();
    socket.onmessage = message => this.#socket === socket && this.#take(JSON.parse(message.data));
    socket.onclose = () => this.#socket === socket && this.#lost();
  }

  /** At once, where it is waiting for its next try. */
  retry() {
    if (this.#socket === null) {
      this.start();
    }
  }

  #take(snapshot) {
    this.#listen();
    this.#failures = 0;
    if (!this.#isCaughtUp) {
      this.#isCaughtUp = true;
      this.#handlers.state('live');
      this.#catchUp(this.#sequence ?? 0);
    }

    this.#sequence = snapshot.sequence;
    this.#handlers.snapshot(snapshot);
  }

  async #catchUp(since) {
    try {
      const missed = await get(`/jobs/events?since=${since}`);
      this.#handlers.events(missed.events, since === 0 || !missed.missed);
    } catch {
      this.#handlers.events([], false);
    }
  }

  #listen() {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => {
      const socket = this.#socket;
      this.#lost();
      socket?.close();
    }, silence);
  }

  #lost() {
    clearTimeout(this.#watchdog);
    this.#socket = null;
    const pause = Math.min(longestPause, firstPause * 2 ** this.#failures) * (0.75 + Math.random() / 2);
    this.#failures += 1;
    this.#timer = setTimeout(() => this.#probe(), pause);
    this.#handlers.state('waiting', Date.now() + pause);
  }

  // A socket does not say why it was refused; a plain request does, and goes to the sign-in page where that is why.
  async #probe() {
    await get('/jobs/status').catch(() => null);
    this.retry();
  }
}
