// Takes pictures of the marking of pages, in one browser.
//
//   node marking.mjs FILE.html...
//     prints {FILE: {top, bottom}}: the pictures of header and footer, in base64
//   node marking.mjs --pdf FILE.html...
//     prints {FILE: {pdf}}: the page as the browser prints it, in base64
//
// The browser is $CHROMIUM, or else /usr/bin/chromium.

import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const isPrinted = process.argv[2] === '--pdf';
const files = process.argv.slice(isPrinted ? 3 : 2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});

async function look(page, name) {
  const clip = await page.evaluate((tag) => {
    const element = document.querySelector(`body > ${tag}`);
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { x, y, width, height } = element.getBoundingClientRect();
    // Without the lines above and below, which may stand between two pixels.
    return { x, y: Math.ceil(y) + 2, width, height: Math.floor(height) - 5 };
  }, name);
  return (await page.screenshot({ clip, animations: 'allow' })).toString('base64');
}

const report = {};
try {
  const page = await (await browser.newContext({ viewport: { width: 700, height: 500 } })).newPage();
  for (const file of files) {
    await page.goto(pathToFileURL(file).href);
    report[file] = isPrinted
      ? { pdf: (await page.pdf({ preferCSSPageSize: true })).toString('base64') }
      : { top: await look(page, 'header'), bottom: await look(page, 'footer') };
  }
} finally {
  await browser.close();
}
console.log(JSON.stringify(report));
