'use strict';

const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });

async function ask(address, options) {
  const response = await fetch(address, options);
  if (response.status === 401 || response.status === 403) {
    location.reload(); // the server sends whoever is signed out to the right page
    return new Promise(() => {});
  }
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

function finish(element) {
  element.setAttribute('aria-busy', 'false');
  element.dataset.loaded = 'true';
}

function cell(row, content, className) {
  const data = row.insertCell();
  data.append(content);
  if (className) data.className = className;
}

function rowOf(vehicle) {
  const row = document.createElement('tr');
  row.dataset.testid = 'vehicle-row';
  row.dataset.vin = vehicle.vin;
  const link = document.createElement('a');
  link.href = `/vehicles/${vehicle.vin}`;
  link.textContent = `${vehicle.year} ${vehicle.make} ${vehicle.model} ${vehicle.trim}`;
  cell(row, link);
  cell(row, vehicle.stock);
  cell(row, vehicle.vin, 'code');
  cell(row, vehicle.year);
  cell(row, vehicle.make);
  cell(row, vehicle.price === null ? 'On request' : money.format(vehicle.price), 'number');
  return row;
}

async function drawInventory(table) {
  try {
    const { items } = await ask(`/api/inventory?page=${table.dataset.page}`);
    table.tBodies[0].replaceChildren(...items.map(rowOf));
    document.querySelector('[data-testid="inventory-empty"]').hidden = items.length > 0;
    finish(table);
  } catch {
    document.querySelector('[data-testid="inventory-error"]').hidden = false;
  }
}

async function download(vin) {
  const { address } = await ask(`/api/vehicles/${vin}/sticker-ticket`, { method: 'POST' });
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}

async function completeVehicle(article) {
  const vin = article.dataset.vin;
  const fail = () => { article.querySelector('[data-testid="vehicle-error"]').hidden = false; };
  article.querySelector('[data-action="sticker"]')?.addEventListener('click', () => download(vin).catch(fail));
  const price = article.querySelector('[data-testid="price"]');
  const details = [...article.querySelectorAll('[data-testid="detail"]')];
  try {
    const asked = details.map((_, number) => ask(`/api/vehicles/${vin}/details/${number + 1}`));
    const [quote, ...answers] = await Promise.all([price && ask(`/api/vehicles/${vin}/price`), ...asked]);
    if (price) price.textContent = money.format(quote.price);
    details.forEach((detail, number) => { detail.textContent = answers[number].text; });
    finish(article);
  } catch {
    fail();
  }
}

const inventory = document.querySelector('[data-testid="inventory"]');
if (inventory) drawInventory(inventory);

const vehicle = document.querySelector('[data-testid="vehicle"]');
if (vehicle) completeVehicle(vehicle);
