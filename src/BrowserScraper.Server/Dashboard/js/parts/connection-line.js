import { el, shown, text } from '../dom.js';
import { say } from '../messages.js';

/** "Live", or when the next try is. */
export function connectionLine(node, retry) {
  const label = el('span', { text: 'Connecting ...' });
  const now = el('button', { type: 'button', text: 'Try now', hidden: true, onclick: retry });
  let timer = 0;
  let isLost = false;
  node.append(el('span', { class: 'dot', 'aria-hidden': 'true' }), label, now);

  return {
    update(kind, retryAt) {
      clearInterval(timer);
      node.dataset.state = kind;
      shown(now, kind === 'waiting');
      if (kind === 'live') {
        text(label, 'Live');
        if (isLost) {
          isLost = false;
          say('Connected again.');
        }

        return;
      }

      if (kind === 'waiting' && !isLost) {
        isLost = true;
        say('The connection to the service is lost. What you see is not up to date; it comes back by itself.', 'warn');
      }

      const tell = () => {
        const seconds = Math.ceil(((retryAt ?? 0) - Date.now()) / 1000);
        text(label, kind === 'waiting' && seconds > 0 ? `Reconnecting in ${seconds} s ...` : isLost ? 'Reconnecting ...' : 'Connecting ...');
      };
      tell();
      timer = setInterval(tell, 1000);
    },
  };
}
