import { el } from './dom.js';

const staying = 6_000;
let place;
let voice;

/** Where short messages appear and are read out, and where they are only read out. */
export function placeMessages(node, unseen) {
  [place, voice] = [node, unseen];
}

/** For those who do not see what the page shows already. */
export function tell(message) {
  voice.textContent = message;
}

/** Says something that has happened, once. */
export function say(message, kind = 'note') {
  const line = el('p', { class: `message ${kind}` }, el('span', { text: message }));
  line.append(el('button', { type: 'button', class: 'plain', 'aria-label': 'Dismiss this message', text: '\u00d7', onclick: () => line.remove() }));
  place.append(line);
  while (place.children.length > 4) {
    place.firstElementChild.remove();
  }

  if (kind !== 'bad') {
    setTimeout(() => line.remove(), staying);
  }
}

/** Does what a button asks for, and says what came of it. Pressed again meanwhile, it does nothing. */
export async function attempt(button, work, done) {
  if (button.getAttribute('aria-disabled') === 'true' || button.getAttribute('aria-busy') === 'true') {
    return null;
  }

  button.setAttribute('aria-busy', 'true');
  try {
    const answer = await work();
    if (done) {
      say(typeof done === 'function' ? done(answer) : done);
    }

    return answer ?? true;
  } catch (refusal) {
    say(refusal.message, 'bad');
    return null;
  } finally {
    button.removeAttribute('aria-busy');
  }
}
