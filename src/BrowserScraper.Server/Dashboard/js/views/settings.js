import { get, put } from '../api.js';
import { el, shown } from '../dom.js';
import { field, forgetMistakes, showMistakes } from '../forms/field.js';

const known = [
  { name: 'max_workers', label: 'Workers', kind: 'whole', meaning: 'pages that work at the same time, over all jobs, 1 to 64' },
  { name: 'auto_pages', label: 'Find the number of pages', kind: 'truth', meaning: 'each job works on as many pages as bring something, within its share of the workers; else on all of them' },
  { name: 'max_retries', label: 'Further attempts', kind: 'whole', meaning: 'after one that failed, 0 to 100' },
  { name: 'backoff_factor', label: 'Backoff factor', kind: 'number', meaning: 'the pause before attempt n+1 is this to the power of n, in seconds, at most 300' },
  { name: 'output_dir', label: 'Data folder', kind: 'text', meaning: 'where jobs are kept' },
];
const whens = { applied_now: 'in force now', applies_to_next_run: 'from the next run on', needs_restart: 'once the service has been restarted' };

/** The settings of the service, kept over restarts. */
export function settings() {
  const mistakes = el('div', { class: 'mistakes', role: 'alert', hidden: true });
  const place = el('div', { class: 'fields one' });
  const result = el('div', { class: 'result', role: 'status', hidden: true });
  const form = el('form', { class: 'sheet', novalidate: true, 'aria-label': 'Settings of the service' }, mistakes, place, el('div', { class: 'buttons' }, el('button', { class: 'primary', text: 'Save' })), result);
  let fields = [];
  let values = {};

  const load = async () => {
    try {
      values = await get('/settings');
      fields = known.map(definition => field({ ...definition, value: String(values[definition.name] ?? '') }));
      place.replaceChildren(...fields.map(each => each.node));
    } catch (refusal) {
      showMistakes(refusal, [], mistakes);
    }
  };

  form.addEventListener('submit', async event => {
    event.preventDefault();
    forgetMistakes(fields, mistakes);
    shown(result, false);
    const changed = Object.fromEntries(fields.filter(each => each.value !== String(values[each.name])).map(each => [each.name, typed(each)]));
    if (Object.keys(changed).length === 0) {
      tell(['Nothing was changed.']);
      return;
    }

    try {
      const answer = await put('/settings', changed);
      values = answer.settings;
      tell(Object.entries(whens).filter(([when]) => answer[when]?.length > 0).map(([when, words]) => `${answer[when].map(labelOf).join(', ')}: ${words}.`));
    } catch (refusal) {
      showMistakes(refusal, fields, mistakes);
    }
  });

  const tell = lines => {
    result.replaceChildren(...lines.map(line => el('p', { text: line })));
    shown(result, true);
  };
  load();

  return {
    node: el('div', { class: 'view narrow' }, el('h1', { tabindex: -1, text: 'Settings' }), el('p', { class: 'quiet', text: 'They hold for every job of this service that does not say otherwise, and are kept when it restarts.' }), form),
    title: 'Settings',
  };
}

const labelOf = name => known.find(each => each.name === name)?.label ?? name;

/** A number where it is one; else the service says what is wrong with it. */
const typed = each => each.name === 'auto_pages' ? each.value === 'true' : each.name === 'output_dir' || each.value === '' || Number.isNaN(Number(each.value)) ? each.value : Number(each.value);
