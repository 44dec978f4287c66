// What an expert writes by hand with Playwright for Node: reused pages, blocking inside the browser, files outside of it.
// With "bare" as second argument it asks pages without a locator, which brings Playwright's own script into each new document.
import { chromium } from 'playwright-core';
import * as portal from './portal.mjs';

const { order } = portal;

async function open(context) {
  const page = await context.newPage();
  const protocol = await context.newCDPSession(page);
  await protocol.send('Network.enable', { maxTotalBufferSize: 0, maxResourceBufferSize: 0 }); // keeps no bodies
  await protocol.send('Network.setBlockedURLs', { urls: portal.blocked });
  return page;
}

async function signIn(page) {
  await page.goto(order.address);
  await page.getByLabel('User name').fill(order.username);
  await page.getByLabel('Password').fill(order.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('I have read and accept the license terms').check();
  await page.getByRole('button', { name: 'Accept and continue' }).click();
  await page.getByTestId('inventory').waitFor();
}

const readBare = `new Promise(resolve => {
  const look = () => document.querySelector('${portal.loadedVehicle}');
  if (look()) { resolve(look()); return; }
  new MutationObserver((_, watch) => { if (look()) { watch.disconnect(); resolve(look()); } })
    .observe(document, { subtree: true, childList: true, attributes: true });
}).then(${portal.vehicleOf})`;

async function fetchVehicle(page, address, cookie) {
  await page.goto(address, { waitUntil: 'commit' });
  const vehicle = process.argv[3] === 'bare' ? await page.evaluate(readBare) : await page.locator(portal.loadedVehicle).evaluate(portal.vehicleOf);
  portal.keep(vehicle);
  if (vehicle.sticker) {
    await portal.fetchFile(vehicle.sticker, cookie, portal.fileOf(vehicle.key));
    return;
  }
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 120_000 }), // it may stand behind many requests for the same six connections
    page.getByRole('button', { name: 'Window sticker' }).click(),
  ]);
  await download.saveAs(portal.fileOf(vehicle.key));
}

const browser = await chromium.launch({ ...portal.launch, chromiumSandbox: order.sandbox });
const first = await browser.newContext();
const lister = await open(first);
await signIn(lister);
portal.startClock();

const storageState = await first.storageState();
const contexts = [first];
while (contexts.length < order.contexts) contexts.push(await browser.newContext({ storageState }));
const cookie = portal.cookieHeader(storageState.cookies);

// Vehicles are worked on while the list is still being read.
const waiting = [];
const sleepers = [];
let listed = false;
const wake = () => sleepers.splice(0).forEach(awake => awake());

async function list() {
  for (let number = 1, found = 0; found < order.vehicles; number++) {
    await lister.goto(portal.listAddress(number), { waitUntil: 'commit' });
    await lister.locator(portal.loadedList).waitFor();
    const addresses = await lister.getByTestId('vehicle-row').evaluateAll(portal.addressesOf);
    waiting.push(...addresses);
    found += addresses.length;
    wake();
  }
  listed = true;
  wake();
}

async function work(context) {
  const page = await open(context);
  for (;;) {
    const address = waiting.shift();
    if (address) await fetchVehicle(page, address, cookie);
    else if (listed) return;
    else await new Promise(resolve => sleepers.push(resolve));
  }
}

await Promise.all([list(), ...Array.from({ length: order.pages }, (_, number) => work(contexts[number % contexts.length]))]);
await portal.report();
await browser.close();
