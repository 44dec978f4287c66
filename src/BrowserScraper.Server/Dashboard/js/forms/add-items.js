import { jobPath, post } from '../api.js';
import { openDialog } from '../dialogs.js';
import { el, shown } from '../dom.js';
import { say } from '../messages.js';
import { count, counted, jobName } from '../words.js';
import { field, forgetMistakes, showMistakes } from './field.js';

/** Asks for lines and puts them into the job's queue. What the script refuses stays in the form. */
export function addItems(job, meaning) {
  const lines = field({ name: 'items', label: 'Items, one a line', kind: 'lines', meaning });
  const priority = field({ name: 'priority', label: 'Priority', kind: 'choice', default: 'normal', choices: ['high', 'normal', 'low'], meaning: 'high goes before all that waits' });
  const mistakes = el('div', { class: 'mistakes', role: 'alert', hidden: true });
  const refused = el('ul', { class: 'refused' });
  const cancel = el('button', { type: 'button', text: 'Close', onclick: () => dialog.close() });
  const form = el('form', { novalidate: true }, mistakes, lines.node, refused, priority.node, el('div', { class: 'buttons end' }, cancel, el('button', { class: 'primary', text: 'Add' })));
  const dialog = openDialog(`Add items to ${jobName(job)}`, form);
  lines.focus();

  form.addEventListener('submit', async event => {
    event.preventDefault();
    forgetMistakes([lines, priority], mistakes);
    const wanted = linesOf(lines.value);
    if (wanted.length === 0) {
      lines.refuse(['Write at least one line.']);
      lines.focus();
      return;
    }

    try {
      const items = priority.value ? wanted.map(input => ({ input, priority: priority.value })) : wanted;
      const answer = await post(jobPath(job.id, 'items'), { items });
      say(`${counted(answer.added, 'item')} added, ${count(answer.known)} known already, ${count(answer.refused.length)} refused.`);
      if (answer.refused.length === 0) {
        dialog.close();
        return;
      }

      form.querySelector('textarea').value = answer.refused.map(each => each.input).join('\n');
      refused.replaceChildren(...answer.refused.slice(0, 20).map(each => el('li', { text: `'${each.input}' ${each.why}` })));
      shown(refused, true);
      lines.refuse([`${counted(answer.refused.length, 'line was', 'lines were')} refused; ${answer.added} added.`]);
      lines.focus();
    } catch (refusal) {
      showMistakes(refusal, [lines, priority], mistakes);
    }
  });
}

export const linesOf = value => value.split(/\r?\n/).map(line => line.trim()).filter(line => line !== '');
