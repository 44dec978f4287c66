import { get, jobPath, query } from '../api.js';
import { attribute, el, keyed, text } from '../dom.js';
import { say } from '../messages.js';
import { bytes } from '../words.js';
import { fetched } from './fetched.js';
import { pager } from './pager.js';

const size = 60;
const picture = /\.(jpe?g|png|gif|webp)$/i;

/** The files of a job, pictures as pictures. */
export function files(id) {
  let offset = 0;
  const list = el('ul', { class: 'cards files' });
  const cards = keyed(list, first => {
    const address = `${jobPath(id, 'file')}?${query({ key: first.key, name: first.name })}`;
    const size = el('span', { class: 'quiet' });
    const name = first.name.split('/').pop();
    const link = el('a', { href: address, target: '_blank', rel: 'noopener' },
      picture.test(name) ? el('img', { src: address, alt: '', loading: 'lazy' }) : el('span', { class: 'kind', 'aria-hidden': 'true', text: name.includes('.') ? name.split('.').pop().toUpperCase() : 'FILE' }),
      el('span', { class: 'name', text: first.name }));
    return { node: el('li', { class: 'card file' }, link, size), update: file => text(size, bytes(file.size)) };
  });
  const turn = pager('files', size, to => {
    offset = to;
    load();
  });

  const load = async () => {
    try {
      const answer = await get(`${jobPath(id, 'files')}?${query({ offset, limit: size })}`);
      cards.update(answer.items, file => `${file.key} ${file.name}`);
      turn.update(answer.offset, answer.total);
    } catch (refusal) {
      say(refusal.message, 'bad');
    }

    attribute(list, 'aria-busy', null);
  };

  return {
    node: el('section', { class: 'sheet-like', 'aria-labelledby': 'files-title' }, el('div', { class: 'title-line' }, el('h2', { id: 'files-title', text: 'Files' }), turn.node), list),
    ...fetched(load, job => `${job?.counts?.done} ${job?.state}`),
  };
}
