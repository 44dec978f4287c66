import { get, jobPath, post, query } from '../api.js';
import { el, newId, text } from '../dom.js';
import { linesOf } from '../forms/add-items.js';
import { field, forgetMistakes, showMistakes } from '../forms/field.js';
import { limits, more } from '../forms/limits.js';
import { say } from '../messages.js';

/** Starts a job. Whatever is wrong with it, the service says; here it is only put where it belongs. */
export function start(shared, rest, parameters) {
  const choice = el('select', { id: newId('script'), name: 'script', required: true });
  const about = el('p', { class: 'hint', id: 'about-script' });
  const own = el('div', { class: 'fields' });
  const general = el('div', { class: 'fields' });
  const rare = el('div', { class: 'fields' });
  const mistakes = el('div', { class: 'mistakes', role: 'alert', hidden: true });
  const submit = el('button', { class: 'primary', text: 'Start the job' });
  choice.setAttribute('aria-describedby', about.id);
  const form = el('form', { class: 'sheet', novalidate: true, 'aria-label': 'Start a job' },
    mistakes,
    el('div', { class: 'field' }, el('label', { for: choice.id, text: 'Script' }), about, choice),
    own,
    el('fieldset', {}, el('legend', { text: 'Pages and limits' }), general),
    el('details', {}, el('summary', { text: 'More settings' }), rare),
    el('div', { class: 'buttons' }, submit, el('a', { class: 'button', href: '#/', text: 'Back' })));
  const node = el('div', { class: 'view narrow' }, el('h1', { tabindex: -1, text: 'Start a job' }), form);
  let scripts = [];
  let profiles = [];
  let before = null;
  let fields = [];

  const chosen = () => scripts.find(script => script.name === choice.value);

  const lay = async () => {
    const script = chosen();
    if (!script) {
      return;
    }

    forgetMistakes(fields, mistakes);
    text(about, `${script.description}.${placeOf(script)}`);
    const sources = await sourcesOf(script);
    const values = before?.script === script.name ? before.settings ?? {} : {};
    const make = definition => field({ ...definition, value: values[definition.name] ?? (definition.name === script.request && before?.script === script.name ? before.request ?? '' : '') });
    const settings = script.options.filter(option => option.for_orders).map(option => make(ownField(option, script, sources)));
    const input = script.input ? [field({ name: 'input', label: 'Items', kind: 'lines', meaning: script.input })] : [];
    const profile = profiles.length > 0 ? [field({ name: 'profile', label: 'Profile', kind: 'choice', choices: profiles, none: 'none', value: before?.profile ?? '', meaning: 'a named set of limits; what is written here goes before it' })] : [];
    const common = limits.map(make);
    const others = more.map(make);
    fields = [...input, ...settings, ...common, ...profile, ...others];
    own.replaceChildren(...[...input, ...settings].map(each => each.node), ...input.map(() => fileChooser(own)));
    general.replaceChildren(...[...common, ...profile].map(each => each.node));
    rare.replaceChildren(...others.map(each => each.node));
  };

  const load = async () => {
    try {
      const [listed, sets, again] = await Promise.all([get('/scripts'), get('/profiles').catch(() => []), orderOf(parameters.get('again'))]);
      scripts = listed;
      profiles = sets.map(set => set.name);
      before = again;
      choice.replaceChildren(...scripts.map(script => el('option', { value: script.name, text: script.name })));
      choice.value = before?.script ?? parameters.get('script') ?? scripts[0]?.name ?? '';
      await lay();
    } catch (refusal) {
      showMistakes(refusal, [], mistakes);
    }
  };

  choice.addEventListener('change', lay);
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (submit.hasAttribute('aria-busy')) {
      return;
    }

    submit.setAttribute('aria-busy', 'true');
    forgetMistakes(fields, mistakes);
    try {
      const answer = await post('/jobs', order(choice.value, fields));
      say('The job is started.');
      location.hash = `#/jobs/${encodeURIComponent(answer.id)}`;
    } catch (refusal) {
      showMistakes(refusal, fields, mistakes);
    } finally {
      submit.removeAttribute('aria-busy');
    }
  });
  load();

  return { node, title: 'Start a job' };
}

function order(script, fields) {
  const given = fields.filter(each => each.value !== '');
  const { input, profile, ...settings } = Object.fromEntries(given.map(each => [each.name, each.value]));
  return { script, settings, ...(profile ? { profile } : {}), ...(input ? { input: linesOf(input) } : {}) };
}

function ownField(option, script, sources) {
  const choices = option.choices?.length > 0 ? option.choices : option.name === 'SOURCES' ? sources : [];
  const isList = option.name === 'SOURCES' && choices.length > 0;
  return {
    ...option,
    label: labels[option.name] ?? option.name.toLowerCase().replaceAll('_', ' ').replace(/^./, letter => letter.toUpperCase()),
    kind: isList ? 'several' : String(option.kind).toLowerCase(),
    meaning: isList ? 'none chosen means all of the demo portal' : option.meaning,
    choices,
    default: option.name === script.request ? '' : option.default,
  };
}

const labels = { QUERY: 'What to look for', SOURCES: 'Sources', MAX_PER_SOURCE: 'Files from each source' };

async function sourcesOf(script) {
  if (!script.options.some(option => option.name === 'SOURCES')) {
    return [];
  }

  const known = await get(`/sources?${query({ script: script.name })}`).catch(() => null);
  return (known?.scripts ?? []).flatMap(each => each.sources).map(each => each.source);
}

/** What it was started with before, where somebody starts it again. */
async function orderOf(id) {
  const job = id ? await get(jobPath(id)).catch(() => null) : null;
  return job ? { script: job.script, request: job.request, ...job.order } : null;
}

const placeOf = script => script.has_url ? '' : ` ${script.url_setting} is not set, so it works on the demo portal.`;

function fileChooser(own) {
  const id = newId('file');
  const chooser = el('input', { id, type: 'file', accept: 'text/plain,.txt,.csv' });
  chooser.addEventListener('change', async () => {
    if (chooser.files.length > 0) {
      own.querySelector('textarea').value = await chooser.files[0].text();
    }
  });
  return el('div', { class: 'field' }, el('label', { for: id, text: 'Or take the lines from a file' }), chooser);
}
