// Visits of the live page: a browser, a window that has been let in, and what is wrong with the page in it.
// The browser is $CHROMIUM, or else /usr/bin/chromium.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

export const DESKTOP = 1280;
export const PHONE = 390;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const require = createRequire(import.meta.url);
const axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'], // no sandbox can be had as root, and the pages are our own
});

// Opens a browser window that has been let in, and notes what goes wrong in it: errors, refusals, foreign requests.
export async function enter(browser, entrance, width, colorScheme) {
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

export async function axeFindings(page, at) {
  // The policy of the page lets no foreign script run, so axe comes by the debugger.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (values) => globalThis.axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'], selectors: false }), RULES);
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id} at ${at}: ${help}: ${html}`));
}

export const isTooWide = (page) => page.evaluate(
  () => document.documentElement.scrollWidth > document.documentElement.clientWidth);

// Barriers for a reader, and whether the page is wider than the window.
export async function findBarriers(page, at) {
  return [...await axeFindings(page, at), ...(await isTooWide(page) ? [`too wide at ${at}`] : [])];
}

// What is wrong with each page at desk and phone width, by address, without the problems that are expected.
export async function inspectPages(browser, entrance, base, addresses, isExpected = () => false) {
  const pages = {};
  for (const [width, scheme] of [[DESKTOP, 'light'], [PHONE, 'dark']]) {
    const visit = await enter(browser, entrance, width, scheme);
    for (const address of addresses) {
      await visit.page.goto(base + address);
      const found = await findBarriers(visit.page, `${width} px, ${scheme}`);
      const wrong = visit.problems.splice(0).filter((problem) => !isExpected(problem));
      pages[address] = [...pages[address] ?? [], ...found, ...wrong];
    }
  }
  return pages;
}
