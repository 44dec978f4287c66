import { attribute, el, newId, shown, text } from '../dom.js';

/**
 * One field of a form: its label, what it means, and what the service says is wrong with it.
 * @param definition name, label, kind (text, whole, number, seconds, switch, truth, choice, lines, several), default, meaning, choices, value
 */
export function field(definition) {
  const id = newId('field');
  const control = controlOf(definition, id);
  const hint = el('p', { class: 'hint', id: `${id}-hint`, text: isSaidBy(definition.label, definition.meaning) ? '' : definition.meaning ?? '' },
    /^[A-Z_]+$/.test(definition.name) ? el('code', { text: definition.name }) : null);
  const mistake = el('p', { class: 'mistake', id: `${id}-mistake`, hidden: true });
  const isGroup = definition.kind === 'several';
  const node = el(isGroup ? 'fieldset' : 'div', { class: `field ${definition.kind}` },
    isGroup ? el('legend', { text: definition.label }) : el('label', { for: id, text: definition.label }),
    hint, control.node, mistake);
  attribute(isGroup ? node : control.node, 'aria-describedby', `${id}-hint`);

  return {
    node,
    name: definition.name,
    /** Empty where nothing was chosen: then the default holds. */
    get value() {
      return control.read();
    },
    refuse(mistakes) {
      const isWrong = mistakes.length > 0;
      text(mistake, mistakes.join(' '));
      shown(mistake, isWrong);
      attribute(isGroup ? node : control.node, 'aria-describedby', isWrong ? `${id}-mistake ${id}-hint` : `${id}-hint`);
      attribute(isGroup ? node.querySelector('input') : control.node, 'aria-invalid', isWrong ? 'true' : null);
      if (isWrong) {
        node.closest('details')?.setAttribute('open', '');
      }

      return isWrong;
    },
    focus: () => (isGroup ? node.querySelector('input') : control.node).focus(),
  };
}

function controlOf(definition, id) {
  const { kind, value = '' } = definition;
  if (kind === 'truth') {
    const node = el('select', { id, name: definition.name }, el('option', { value: 'true', text: 'yes' }), el('option', { value: 'false', text: 'no' }));
    node.value = value;
    return { node, read: () => node.value };
  }

  if (kind === 'choice' || kind === 'switch') {
    const choices = kind === 'switch' ? ['true', 'false'] : definition.choices;
    const words = { true: 'yes', false: 'no' };
    const node = el('select', { id, name: definition.name },
      el('option', { value: '', text: definition.default ? `default (${words[definition.default] ?? definition.default})` : definition.none ?? 'default' }),
      ...choices.map(choice => el('option', { value: choice, text: kind === 'switch' ? words[choice] : choice })));
    node.value = choices.includes(value) ? value : '';
    return { node, read: () => node.value };
  }

  if (kind === 'several') {
    const chosen = new Set(value.split(',').map(each => each.trim()).filter(Boolean));
    const boxes = definition.choices.map(choice => el('input', { type: 'checkbox', name: definition.name, value: choice, checked: chosen.has(choice) }));
    const node = el('div', { class: 'boxes' }, ...boxes.map(box => el('label', {}, box, el('span', { text: box.value }))));
    return { node, read: () => boxes.filter(box => box.checked).map(box => box.value).join(',') };
  }

  if (kind === 'lines') {
    const node = el('textarea', { id, name: definition.name, rows: 5, spellcheck: 'false' });
    node.value = value;
    return { node, read: () => node.value };
  }

  const isNumber = ['whole', 'number', 'seconds'].includes(kind);
  const node = el('input', {
    id, name: definition.name, type: 'text', autocomplete: 'off', spellcheck: 'false',
    inputmode: kind === 'whole' ? 'numeric' : isNumber && definition.default !== 'none' ? 'decimal' : null,
    placeholder: definition.default || null,
  });
  node.value = value;
  return { node, read: () => node.value.trim() };
}

/** Shows each mistake at the field that it names, and all that name none at the form. The first wrong field gets the focus. */
export function showMistakes(refusal, fields, place) {
  const wrong = fields.filter(each => each.refuse(refusal.about(each.name)));
  const told = new Set(wrong.flatMap(each => refusal.about(each.name)));
  const rest = refusal.mistakes.filter(mistake => !told.has(mistake));
  const title = wrong.length === 0 ? refusal.message : `${wrong.length === 1 ? 'One field needs' : `${wrong.length} fields need`} another value.`;
  place.replaceChildren(...[title, ...rest.filter(line => line !== title)].map(line => el('p', { text: line })));
  shown(place, true);
  wrong[0]?.focus();
}

export function forgetMistakes(fields, place) {
  fields.forEach(each => each.refuse([]));
  place.replaceChildren();
  shown(place, false);
}

// A script's own option has but its meaning, and that is its label then.
function isSaidBy(label, meaning) {
  return label?.toLowerCase() === meaning?.toLowerCase();
}
