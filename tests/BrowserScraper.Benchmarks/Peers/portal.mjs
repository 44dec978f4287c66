// What all peers need for the dealer portal, so that they differ only in who drives the browser.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** What the benchmark orders: address, username, password, vehicles, pages, contexts, folder, browser, sandbox, flags. */
export const order = JSON.parse(process.argv[2]);

/** As the harness starts it. */
export const launch = {
  executablePath: order.browser,
  headless: true,
  args: order.flags,
};

const endings = ['png', 'jpg', 'jpeg', 'gif', 'webp', 'svg', 'css', 'woff', 'woff2', 'ttf'];

/** For Network.setBlockedURLs. */
export const blocked = endings.flatMap(ending => [`*.${ending}`, `*.${ending}?*`]);

export const loadedList = '[data-testid=inventory][data-loaded=true]';
export const loadedVehicle = '[data-testid=vehicle][data-loaded=true]';

export const listAddress = number => `${order.address}inventory?page=${number}`;

/** Runs in the page, on the list's rows: the vehicles' addresses. */
export const addressesOf = rows => rows.map(row => row.querySelector('a').href);

/** Runs in the page, on the vehicle: what the site script reads, and the sticker's address where a link has one. */
export function vehicleOf(article) {
  const text = name => article.querySelector(`[data-testid=${name}]`)?.textContent.trim() ?? null;
  return {
    key: article.dataset.vin,
    title: article.querySelector('h1').textContent.trim(),
    stock: text('stock'),
    mileage: text('mileage'),
    color: text('color'),
    price: text('price')?.replace(/[^0-9.]/g, '') ?? null,
    sticker: [...article.querySelectorAll('a')].find(link => link.textContent.trim() === 'Window sticker')?.href ?? null,
  };
}

const records = createWriteStream(path.join(order.folder, 'records.jsonl'));

export function keep({ sticker, price, ...vehicle }) {
  records.write(JSON.stringify({ ...vehicle, price: price === null ? null : Number(price) }) + '\n');
}

export const fileOf = vin => path.join(order.folder, 'files', `${vin}.pdf`);

export const cookieHeader = cookies => cookies.map(({ name, value }) => `${name}=${value}`).join('; ');

const agent = new http.Agent({ keepAlive: true });

/** Outside the browser, over connections that stay open, streamed to disk. */
export async function fetchFile(address, cookie, target) {
  const request = http.get(address, { agent, headers: { Cookie: cookie } });
  const [answer] = await once(request, 'response');
  if (answer.statusCode !== 200 || answer.headers['content-type'] !== 'application/pdf') {
    throw new Error(`${address}: ${answer.statusCode} ${answer.headers['content-type']}`);
  }
  await pipeline(answer, createWriteStream(target));
}

const now = () => performance.timeOrigin + performance.now();
let signedIn = 0;

/** From here on the work counts. */
export function startClock() {
  signedIn = now();
}

/** Called after the last file; the benchmark reads the last line. */
export async function report() {
  const ended = now();
  records.end();
  await once(records, 'finish');
  agent.destroy();
  console.log(JSON.stringify({ signedIn, ended }));
}
