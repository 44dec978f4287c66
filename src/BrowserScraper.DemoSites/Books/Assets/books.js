'use strict';

class SignedOut extends Error {}

async function errorOf(response) {
  return (await response.json().catch(() => ({}))).error;
}

// One that has run out is renewed once; whatever else is refused means that this page has lost its session.
async function ask(address) {
  let response = await fetch(address);
  if (response.status === 401 && await errorOf(response) === 'expired') {
    const renewed = await fetch('/auth/refresh', { method: 'POST' });
    if (renewed.ok) response = await fetch(address);
  }
  if (response.status === 401) throw new SignedOut();
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

function element(name, text) {
  const created = document.createElement(name);
  created.textContent = text;
  return created;
}

function sectionOf(chapter) {
  const section = document.createElement('section');
  section.dataset.testid = 'chapter';
  const heading = element('h2', ` ${chapter.title}`);
  const number = element('span', chapter.number);
  number.className = 'numerals';
  heading.prepend(number);
  section.append(heading, ...chapter.paragraphs.map((text) => element('p', text)));
  return section;
}

function fail(book, error) {
  const alert = book.querySelector('[data-testid="book-error"]');
  if (error instanceof SignedOut) {
    alert.textContent = 'You have been signed out.';
    const link = document.querySelector('[data-action="session"]');
    link.textContent = 'Sign in';
    link.href = `/sign-in?returnUrl=${encodeURIComponent(location.pathname)}`;
  }
  alert.hidden = false;
}

async function load(book) {
  const count = Number(book.dataset.chapters);
  const progress = book.querySelector('[data-part="progress"]');
  try {
    for (let number = 1; number <= count; number++) {
      progress.textContent = `Loading chapter ${number} of ${count}`;
      const chapter = await ask(`/api/books/${book.dataset.bookId}/chapters/${number}`);
      book.querySelector('[data-part="chapters"]').append(sectionOf(chapter));
    }
    book.dataset.loaded = 'true';
  } catch (error) {
    fail(book, error);
  }
  progress.hidden = true;
  book.setAttribute('aria-busy', 'false');
}

const book = document.querySelector('[data-testid="book"]');
if (book) load(book);
