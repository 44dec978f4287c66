import { el, shown, text } from './dom.js';

const retryAfter = 2_000;

/** The live picture of one page. It is asked for only while it is open and somebody can see it. */
export function livePicture(job, page) {
  const image = el('img', { alt: `What page ${page} shows now`, hidden: true });
  const note = el('p', { class: 'quiet', text: 'Waiting for the first picture ...' });
  const node = el('div', { class: 'picture' }, image, note);
  const address = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/jobs/${encodeURIComponent(job)}/pages/${page}/live`;
  let socket = null;
  let timer = 0;

  const show = frame => {
    const last = image.src;
    image.src = URL.createObjectURL(frame);
    if (last) {
      URL.revokeObjectURL(last);
    }

    shown(image, true);
    shown(note, false);
  };

  const connect = () => {
    clearTimeout(timer);
    const opened = new WebSocket(address);
    opened.binaryType = 'blob';
    opened.onmessage = message => socket === opened && show(new Blob([message.data], { type: 'image/jpeg' }));
    opened.onclose = () => {
      if (socket === opened) {
        text(note, 'No picture now; trying again ...');
        shown(note, true);
        timer = setTimeout(connect, retryAfter);
      }
    };
    socket = opened;
  };

  const disconnect = () => {
    const closing = socket;
    socket = null;
    clearTimeout(timer);
    closing?.close();
  };

  const look = () => document.hidden ? disconnect() : socket ?? connect();
  document.addEventListener('visibilitychange', look);
  look();

  return {
    node,
    close() {
      document.removeEventListener('visibilitychange', look);
      disconnect();
      if (image.src) {
        URL.revokeObjectURL(image.src);
      }
    },
  };
}
