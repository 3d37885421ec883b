// Visits the live page as a reader's browser does.
//
//   node live.mjs ADDRESS...
//     The first address lets the browser in. Prints {ADDRESS: {axe: [...], overflow: bool, problems: [...]}} for the
//     others, looked at in light at desk width and in dark at phone width; and under `panel`, the text of the panel after a click
//     on the first sentence of the second address, with the address that the browser then shows.
//   node live.mjs --screenshot OUT.png [--width PIXELS] [--dark] ADDRESS ADDRESS
//
// The browser is $CHROMIUM, or else /usr/bin/chromium.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const DESKTOP = 1280;
const PHONE = 390;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const require = createRequire(import.meta.url);
const axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');

const { values: options, positionals: [entrance, ...addresses] } = parseArgs({
  allowPositionals: true,
  options: {
    screenshot: { type: 'string' },
    width: { type: 'string', default: `${DESKTOP}` },
    dark: { type: 'boolean', default: false },
  },
});

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'], // no sandbox can be had as root, and the pages are our own
});

// Opens a browser window that has been let in, and notes what goes wrong in it: errors, refusals, foreign requests.
async function enter(width, colorScheme) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, isMobile: width <= PHONE });
  const page = await context.newPage();
  const problems = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(`${error}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== new URL(entrance).origin) problems.push(`request to ${url}`);
  });
  await page.goto(entrance);
  return { page, problems };
}

async function axeFindings(page, at) {
  // The policy of the page lets no foreign script run, so axe comes by the debugger.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (values) => globalThis.axe.run({ runOnly: { type: 'tag', values } }), RULES);
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id} at ${at}: ${help}: ${html}`));
}

async function check() {
  const report = Object.fromEntries(addresses.map((address) => [address, { axe: [], overflow: false, problems: [] }]));
  for (const [width, scheme] of [[DESKTOP, 'light'], [PHONE, 'dark']]) {
    const { page, problems } = await enter(width, scheme);
    for (const address of addresses) {
      const found = report[address];
      await page.goto(address);
      found.axe.push(...await axeFindings(page, `${width} px, ${scheme}`));
      found.overflow ||= await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      found.problems.push(...problems.splice(0));
    }
    await page.context().close();
  }
  return report;
}

async function clickSentence() {
  const { page, problems } = await enter(DESKTOP, 'light');
  await page.goto(addresses[1]);
  await page.evaluate(() => { globalThis.isSamePage = true; });
  await page.locator('.said').first().click();
  await page.waitForSelector('#rests h2');
  const text = await page.locator('#rests').innerText();
  const isSamePage = await page.evaluate(() => globalThis.isSamePage === true);
  return { text, isSamePage, address: page.url(), problems };
}

try {
  if (options.screenshot) {
    const { page } = await enter(Number(options.width), options.dark ? 'dark' : 'light');
    await page.goto(addresses[0]);
    await page.screenshot({ path: options.screenshot });
  } else {
    console.log(JSON.stringify({ ...await check(), panel: await clickSentence() }));
  }
} finally {
  await browser.close();
}
