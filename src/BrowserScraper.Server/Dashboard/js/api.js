/** What the service refused, in its own words. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || `the service answered ${status}`);
    this.status = status;
    this.problem = problem;
  }

  /** Each mistake by itself. */
  get mistakes() {
    const { problems } = this.problem;
    return problems?.length > 0 ? problems : this.message.split('\n').map(line => line.trim()).filter(line => line !== '');
  }

  /** The mistakes that name this field. */
  about(name) {
    const mentions = new RegExp(`(^|[^A-Za-z0-9_])${name}($|[^A-Za-z0-9_])`);
    return this.mistakes.filter(mistake => mentions.test(mistake));
  }
}

export const get = path => call(path, {});
export const post = (path, body = {}) => call(path, sending('POST', body));
export const put = (path, body) => call(path, sending('PUT', body));

/** The address of something of a job. Keys and names may hold anything, slashes included. */
export function jobPath(id, ...parts) {
  return ['/jobs', id, ...parts].map((part, place) => place === 0 ? part : encodeURIComponent(part)).join('/');
}

export const query = values => new URLSearchParams(Object.entries(values).filter(([, value]) => value !== '' && value !== null && value !== undefined));

const sending = (method, body) => ({ method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });

async function call(path, options) {
  const answer = await fetch(path, { credentials: 'same-origin', ...options }).catch(() => {
    throw new Refusal(0, { detail: 'The service does not answer. Is it still running?' });
  });
  if (answer.status === 401) {
    sessionStorage.setItem('after-sign-in', location.hash);
    location.assign('/sign-in');
  }

  const body = await answer.text();
  if (!answer.ok) {
    throw new Refusal(answer.status, read(body) ?? {});
  }

  return read(body);
}

function read(body) {
  try {
    return body === '' ? null : JSON.parse(body);
  } catch {
    return null;
  }
}
