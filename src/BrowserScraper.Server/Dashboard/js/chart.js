import { attribute, el, text } from './dom.js';
import { count } from './words.js';

const svg = 'http://www.w3.org/2000/svg';
const width = 600;
const height = 100;

/** Throughput as a line; what it shows stands beside it in words. */
export function throughput(history) {
  const line = document.createElementNS(svg, 'path');
  const area = document.createElementNS(svg, 'path');
  line.setAttribute('class', 'line');
  area.setAttribute('class', 'area');
  const picture = document.createElementNS(svg, 'svg');
  picture.setAttribute('viewBox', `0 0 ${width} ${height}`);
  picture.setAttribute('preserveAspectRatio', 'none');
  picture.setAttribute('aria-hidden', 'true');
  picture.append(area, line);
  const now = el('b');
  const top = el('span', { class: 'quiet' });
  const node = el('figure', { class: 'throughput' },
    el('figcaption', {}, now, el('span', { text: 'items a minute' }), top),
    el('div', { class: 'plot' }, picture),
    el('div', { class: 'axis', 'aria-hidden': 'true' }, el('span', { text: '10 min ago' }), el('span', { text: 'now' })));
  let drawnAt = 0;

  return {
    node,
    update(at) {
      if (at - drawnAt < 1000) {
        return;
      }

      drawnAt = at;
      const points = history.perMinute(at);
      const most = Math.max(10, ...points);
      const path = points.map((value, place) => `${place === 0 ? 'M' : 'L'}${(place * width / (points.length - 1)).toFixed(1)} ${(height - value / most * (height - 4)).toFixed(1)}`).join('');
      attribute(line, 'd', path);
      attribute(area, 'd', `${path}L${width} ${height}L0 ${height}Z`);
      text(now, count(points.at(-1)));
      text(top, `highest ${count(Math.max(...points))}`);
    },
  };
}
