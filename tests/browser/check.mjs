// Looks at HTML files as a reader's browser does.
//
//   node check.mjs FILE.html...
//     prints {FILE: {axe: [...], overflow: bool, html: [...], requests: [...], marks: [...]}},
//     and ends with 1 if anything was found
//   node check.mjs --screenshot OUT.png [--width PIXELS] FILE.html
//
// The browser is $CHROMIUM, or else /usr/bin/chromium.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { HtmlValidate } from 'html-validate';
import { chromium } from 'playwright-core';

const DESKTOP = 1280;
const TABLET = 768;
const PHONE = 360;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const require = createRequire(import.meta.url);
const axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'] });

function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [
      '--no-sandbox', // it cannot be had as root, and the pages are our own
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

// Opens the file at a width and refuses what it asks of the network: a note stands alone.
async function open(browser, file, width) {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    isMobile: width <= PHONE, // a phone shrinks a page that does not say that it fits one
  });
  const requests = [];
  await context.route('**', (route) => {
    const url = route.request().url();
    if (/^(file|data|about):/i.test(url)) return route.continue();
    requests.push(url);
    return route.abort();
  });
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  return { context, page, requests };
}

async function axeFindings(page, width) {
  const { violations } = await page.evaluate(
    (values) => globalThis.axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'], selectors: false }), RULES);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html }) => `${id} at ${width} px: ${help}: ${html}`));
}

async function htmlFindings(file) {
  const { results } = await validator.validateFile(file);
  return results.flatMap(({ messages }) =>
    messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${message}`));
}

// Citation marks that begin a line, and marks with a hole of more than a space before the next letter.
function markFindings(page, width) {
  return page.evaluate((pixels) => {
    const rectOf = (node, at) => {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect();
    };
    const findings = [];
    const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const isSaid = (node) => node.data.trim();
    for (const mark of document.querySelectorAll('.cite')) {
      const box = mark.getClientRects()[0];
      texts.currentNode = mark;
      let before = texts.previousNode();
      while (before && !isSaid(before)) before = texts.previousNode();
      texts.currentNode = mark;
      let after = texts.nextNode();
      while (after && (mark.contains(after) || !isSaid(after))) after = texts.nextNode();
      const block = mark.closest('p, li, td, th, div');
      if (before && block.contains(before)) {
        const letter = rectOf(before, before.data.trimEnd().length - 1);
        if (box.top >= letter.bottom) findings.push(`torn at ${pixels} px: ${before.data.slice(-20)}|${mark.innerText}`);
      }
      if (after && block.contains(after) && /^\s\S/.test(after.data)) {
        const ends = mark.getClientRects();
        const hole = rectOf(after, 1).left - ends[ends.length - 1].right;
        if (hole > 9) findings.push(`hole at ${pixels} px: ${mark.innerText}|${after.data.slice(0, 20)} ${hole}`);
      }
    }
    return findings;
  }, width);
}

async function check(browser, file) {
  const found = { axe: [], overflow: false, html: await htmlFindings(file), requests: [], marks: [] };
  for (const widths of [[DESKTOP, TABLET], [PHONE]]) {
    const { context, page, requests } = await open(browser, file, widths[0]);
    await page.evaluate(axe);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      found.marks.push(...await markFindings(page, width));
      found.axe.push(...await axeFindings(page, width));
    }
    if (widths.includes(PHONE)) {
      found.overflow = await page.evaluate(
        (most) => [document.documentElement, ...document.querySelectorAll('.frame')].some(
          (element) => element.scrollWidth > most), PHONE);
    }
    found.requests = [...new Set([...found.requests, ...requests])];
    await context.close();
  }
  return found;
}

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: { screenshot: { type: 'string' }, width: { type: 'string', default: `${DESKTOP}` } },
});
if (files.length === 0) {
  console.error('Usage: node check.mjs [--screenshot OUT.png [--width PIXELS]] FILE.html...');
  process.exit(2);
}

const browser = await launch();
try {
  if (options.screenshot) {
    const { page } = await open(browser, files[0], Number(options.width));
    await page.screenshot({ path: options.screenshot, fullPage: true });
  } else {
    const report = {};
    for (const file of files) report[file] = await check(browser, file);
    console.log(JSON.stringify(report, null, 2));
    const isClean = ({ axe, overflow, html, requests, marks }) =>
      !overflow && axe.length + html.length + requests.length + marks.length === 0;
    process.exitCode = Object.values(report).every(isClean) ? 0 : 1;
  }
} finally {
  await browser.close();
}
