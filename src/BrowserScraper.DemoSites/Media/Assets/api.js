'use strict';

const list = document.querySelector('[data-testid="results"]');
const total = document.querySelector('[data-testid="total"]');
const more = document.querySelector('button[data-testid="more"]');
const error = document.querySelector('[data-testid="error"]');

function itemOf(result) {
  const item = document.createElement('li');
  item.dataset.testid = 'result';
  item.dataset.id = result.id;
  const link = document.createElement('a');
  link.href = result.full;
  const picture = document.createElement('img');
  picture.width = 360;
  picture.height = 240;
  picture.alt = result.title;
  picture.src = result.thumb;
  const title = document.createElement('span');
  title.dataset.testid = 'title';
  title.textContent = result.title;
  link.append(picture, title);
  item.append(link);
  return item;
}

async function load() {
  list.setAttribute('aria-busy', 'true');
  more.disabled = true;
  try {
    const query = new URLSearchParams({ q: list.dataset.query, offset: list.children.length, limit: 20 });
    const response = await fetch(`/api/search?${query}`);
    if (!response.ok) throw new Error(`${response.status}`);
    const found = await response.json();
    list.append(...found.results.map(itemOf));
    total.textContent = found.total === 0 ? 'Nothing was found.' : `${found.total} results`;
    more.hidden = list.children.length >= found.total;
    error.hidden = true;
  } catch {
    error.hidden = false;
    more.hidden = false;
  }
  more.disabled = false;
  list.setAttribute('aria-busy', 'false');
}

more.addEventListener('click', load);
load();
