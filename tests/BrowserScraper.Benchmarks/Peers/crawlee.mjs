// Crawlee as its documentation shows it, with what costs time and is not needed here switched off: fingerprints, sessions,
// storage on disk; the number of pages is fixed, and requests are blocked by its own helper.
import { Configuration, createPlaywrightRouter, log, LogLevel, playwrightUtils, PlaywrightCrawler } from '@crawlee/playwright';
import { chromium } from 'playwright';
import * as portal from './portal.mjs';

const { order } = portal;
log.setLevel(LogLevel.ERROR);

const router = createPlaywrightRouter();
let cookie = '';

router.addHandler('sign-in', async ({ page, crawler }) => {
  await page.getByLabel('User name').fill(order.username);
  await page.getByLabel('Password').fill(order.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('I have read and accept the license terms').check();
  await page.getByRole('button', { name: 'Accept and continue' }).click();
  await page.getByTestId('inventory').waitFor();
  cookie = portal.cookieHeader(await page.context().cookies());
  portal.startClock();
  await crawler.addRequests([{ url: portal.listAddress(1), label: 'list', userData: { number: 1, found: 0 } }]);
});

router.addHandler('list', async ({ page, request, crawler }) => {
  await page.locator(portal.loadedList).waitFor();
  const addresses = await page.getByTestId('vehicle-row').evaluateAll(portal.addressesOf);
  const { number, found } = request.userData;
  if (found + addresses.length < order.vehicles) {
    const userData = { number: number + 1, found: found + addresses.length };
    await crawler.addRequests([{ url: portal.listAddress(number + 1), label: 'list', userData }], { forefront: true });
  }
  await crawler.addRequests(addresses.map(url => ({ url, label: 'vehicle' })));
});

router.addHandler('vehicle', async ({ page }) => {
  const vehicle = await page.locator(portal.loadedVehicle).evaluate(portal.vehicleOf);
  portal.keep(vehicle);
  if (vehicle.sticker) {
    await portal.fetchFile(vehicle.sticker, cookie, portal.fileOf(vehicle.key));
    return;
  }
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Window sticker' }).click(),
  ]);
  await download.saveAs(portal.fileOf(vehicle.key));
});

const failures = [];
const crawler = new PlaywrightCrawler({
  requestHandler: router,
  minConcurrency: order.pages,
  maxConcurrency: order.pages,
  useSessionPool: false,
  persistCookiesPerSession: false,
  statusMessageLoggingInterval: 3600,
  autoscaledPoolOptions: { loggingIntervalSecs: null },
  requestHandlerTimeoutSecs: 180,
  // One browser for the whole work: another would not be signed in.
  browserPoolOptions: { useFingerprints: false, maxOpenPagesPerBrowser: order.pages + 1, retireBrowserAfterPageCount: 1_000_000 },
  launchContext: { launcher: chromium, launchOptions: { ...portal.launch, chromiumSandbox: order.sandbox } },
  preNavigationHooks: [async ({ page }, options) => {
    options.waitUntil = 'commit';
    await playwrightUtils.blockRequests(page, { urlPatterns: portal.blocked });
  }],
  failedRequestHandler: ({ request }, error) => { failures.push(`${request.url}: ${error.message}`); },
}, new Configuration({ persistStorage: false }));

await crawler.run([{ url: order.address, label: 'sign-in' }]);
await portal.report();
if (failures.length > 0) throw new Error(failures.join('\n'));
