// puppeteer-cluster as its documentation shows it: a page of the one browser for each job, jobs queued by jobs.
// With "reuse" as second argument a concurrency of our own, which its documentation allows, keeps a page per worker instead.
import path from 'node:path';
import { rename } from 'node:fs/promises';
import puppeteer from 'puppeteer';
import { Cluster } from 'puppeteer-cluster';
import * as portal from './portal.mjs';

const { order } = portal;

const prepared = new WeakMap();

/** Once a page: blocking, and downloads that say when they have arrived. */
function prepare(page) {
  if (!prepared.has(page)) prepared.set(page, open(page));
  return prepared.get(page);
}

async function open(page) {
  const protocol = await page.createCDPSession();
  const [{ targetInfo }] = await Promise.all([
    protocol.send('Target.getTargetInfo'),
    protocol.send('Network.enable'),
    protocol.send('Network.setBlockedURLs', { urls: portal.blocked }),
  ]);
  return { protocol, frame: targetInfo.targetId };
}

class ReusedPages {
  constructor(options, library) {
    this.options = options;
    this.library = library;
  }

  async init() {
    this.browser = await this.library.launch(this.options);
  }

  async close() {
    await this.browser.close();
  }

  async workerInstance() {
    let page;
    return {
      jobInstance: async () => ({ resources: { page: page ??= await this.browser.newPage() }, close: async () => {} }),
      close: async () => {},
      repair: async () => { page = undefined; },
    };
  }
}

async function signIn({ page }) {
  await prepare(page);
  await page.goto(order.address);
  await page.locator('aria/User name[role="textbox"]').fill(order.username);
  await page.locator('aria/Password').fill(order.password);
  await Promise.all([page.waitForNavigation(), page.locator('aria/Sign in[role="button"]').click()]);
  await page.locator('input[name=accept]').click();
  await Promise.all([page.waitForNavigation(), page.locator('aria/Accept and continue[role="button"]').click()]);
  await page.waitForSelector('[data-testid=inventory]');
  return portal.cookieHeader(await page.browser().cookies());
}

let cookie = '';

async function list({ page, data: { number, found } }) {
  await prepare(page);
  await page.goto(portal.listAddress(number), { waitUntil: 'domcontentloaded' });
  await page.waitForSelector(portal.loadedList);
  const addresses = await page.$$eval('[data-testid=vehicle-row]', portal.addressesOf);
  found += addresses.length;
  if (found < order.vehicles) cluster.queue({ number: number + 1, found }, list);
  for (const address of addresses) cluster.queue(address, fetchVehicle);
}

async function fetchVehicle({ page, data: address }) {
  const { protocol, frame } = await prepare(page);
  await page.goto(address, { waitUntil: 'domcontentloaded' });
  const article = await page.waitForSelector(portal.loadedVehicle);
  const vehicle = await article.evaluate(portal.vehicleOf);
  portal.keep(vehicle);
  if (vehicle.sticker) {
    await portal.fetchFile(vehicle.sticker, cookie, portal.fileOf(vehicle.key));
    return;
  }
  const downloaded = downloadOf(protocol, frame);
  await page.locator('aria/Window sticker[role="button"]').click();
  await rename(path.join(order.folder, 'downloads', await downloaded), portal.fileOf(vehicle.key));
}

/** The name under which the browser has put the page's next download, once it is whole. */
async function downloadOf(protocol, frame) {
  const arrived = new Promise((resolve, reject) => {
    let id;
    protocol.on('Browser.downloadWillBegin', begun => { if (begun.frameId === frame) id = begun.guid; });
    protocol.on('Browser.downloadProgress', ({ guid, state }) => {
      if (guid !== id || state === 'inProgress') return;
      protocol.removeAllListeners();
      if (state === 'completed') resolve(guid);
      else reject(new Error(`a download was ${state}`));
    });
  });
  await protocol.send('Browser.setDownloadBehavior', {
    behavior: 'allowAndName', downloadPath: path.join(order.folder, 'downloads'), eventsEnabled: true,
  });
  return arrived;
}

const cluster = await Cluster.launch({
  concurrency: process.argv[3] === 'reuse' ? ReusedPages : Cluster.CONCURRENCY_PAGE,
  maxConcurrency: order.pages,
  timeout: 180_000,
  puppeteer,
  puppeteerOptions: { ...portal.launch, args: [...portal.launch.args, ...(order.sandbox ? [] : ['--no-sandbox'])] },
});
let failure = null;
cluster.on('taskerror', error => { failure ??= error; });
cookie = await cluster.execute(null, signIn);
portal.startClock();
cluster.queue({ number: 1, found: 0 }, list);
await cluster.idle();
await portal.report();
await cluster.close();
if (failure) throw failure;
