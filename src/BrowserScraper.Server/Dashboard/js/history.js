const span = 600_000;
const kept = 200;
const settled = new Set(['done', 'skipped', 'failed']);

/** What has happened lately: the last events, and how many items were settled in each second. */
export class History {
  events = [];
  #known = new Set();
  #begun = Date.now();
  #isFilled = false;
  #seconds = new Map();
  #lastTotal = null;

  /** @returns the events that were not known yet, oldest first */
  add(events) {
    const fresh = events.filter(each => !this.#known.has(each.sequence));
    fresh.forEach(each => this.#known.add(each.sequence));
    if (fresh.length > 0) {
      this.events = [...this.events, ...fresh].sort((one, other) => one.sequence - other.sequence).slice(-kept);
      if (this.#known.size > 20_000) {
        this.#known = new Set(this.events.map(each => each.sequence));
      }
    }

    return fresh;
  }

  /** What was settled before the first snapshot came; once. */
  fill(events) {
    if (this.#isFilled) {
      return;
    }

    this.#isFilled = true;
    for (const each of events.filter(event => settled.has(event.kind) && Date.parse(event.at) < this.#begun)) {
      this.#count(Date.parse(each.at), 1);
    }
  }

  take(snapshot) {
    const total = snapshot.worker_status.total_processed + snapshot.worker_status.total_failed;
    const more = this.#lastTotal === null ? 0 : total - this.#lastTotal;
    this.#lastTotal = total;
    if (more > 0) {
      this.#count(Date.parse(snapshot.at), more);
    }
  }

  /** Items a minute over the last ten minutes, one number for every five seconds, each the mean of half a minute. */
  perMinute(now) {
    const step = 5;
    const first = Math.floor(now / 1000) - span / 1000;
    for (const second of this.#seconds.keys()) {
      if (second < first - 30) {
        this.#seconds.delete(second);
      }
    }

    const sums = Array.from({ length: span / 1000 / step + 6 }, () => 0);
    for (const [second, number] of this.#seconds) {
      const place = Math.floor((second - first + 30) / step);
      if (place >= 0 && place < sums.length) {
        sums[place] += number;
      }
    }

    return sums.slice(6).map((_, place) => 2 * sums.slice(place + 1, place + 7).reduce((sum, number) => sum + number, 0));
  }

  #count(at, number) {
    const second = Math.floor(at / 1000);
    this.#seconds.set(second, (this.#seconds.get(second) ?? 0) + number);
  }
}
