const whole = new Intl.NumberFormat('en');
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });

export const count = number => whole.format(Math.round(number ?? 0));

/** "1 item", "2 items". */
export const counted = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

export const percent = share => `${Math.floor(100 * share)} %`;

export function duration(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) {
    return '-';
  }

  const all = Math.max(0, Math.round(seconds));
  const two = number => String(number).padStart(2, '0');
  if (all < 60) {
    return `${all} s`;
  }

  if (all < 3600) {
    return `${Math.floor(all / 60)} min ${two(all % 60)} s`;
  }

  return all < 86400
    ? `${Math.floor(all / 3600)} h ${two(Math.floor(all / 60) % 60)} min`
    : `${Math.floor(all / 86400)} d ${Math.floor(all / 3600) % 24} h`;
}

export function bytes(number) {
  if (number === null || number === undefined) {
    return '-';
  }

  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const power = number < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(number) / 3));
  const scaled = number / 1000 ** power;
  return `${power === 0 || scaled >= 100 ? Math.round(scaled) : scaled.toFixed(1)} ${units[power]}`;
}

/** Both in the time of the person who looks. */
export const time = moment => moment ? clock.format(new Date(moment)) : '-';
export const date = moment => moment ? day.format(new Date(moment)) : '-';

export const capital = word => !word ? '' : word.charAt(0).toUpperCase() + word.slice(1);

/** What people call a job: its script, and what it is about. */
export const jobName = job => job.request ? `${job.script}: ${job.request}` : job.script;

const closed = new Set(['cancelled', 'interrupted', 'done', 'failed']);

export const hasEnded = job => closed.has(job.state);

/** Whether this service has it in hand. */
export const isActive = job => !closed.has(job.state) && job.state !== 'held';

/** Whether machines work on it; where no page of it is here, other ones do. */
export const worksElsewhere = job => Boolean(job.machines?.some(machine => machine.state === 'at_work'));

/** Items that are settled, of those that are known. */
export function progress(counts) {
  const settled = (counts?.done ?? 0) + (counts?.done_before ?? 0) + (counts?.skipped ?? 0) + (counts?.failed ?? 0);
  const known = Math.max(counts?.known ?? 0, settled);
  return { settled, known, share: known === 0 ? 0 : settled / known };
}
