'use strict';

const list = document.querySelector('[data-testid="results"]');
const height = Number(list.dataset.height);
let drawn = -1;

async function draw() {
  const first = Math.max(0, Math.floor((scrollY - list.offsetTop) / height) - 2);
  if (first === drawn) return;
  drawn = first;
  const response = await fetch(`${list.dataset.rows}&from=${first}`);
  const rows = await response.text();
  if (first === drawn) list.innerHTML = rows;
}

addEventListener('scroll', draw);
draw();
