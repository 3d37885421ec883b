// Visits the live page as a reader's browser does.
//
//   node live.mjs ADDRESS...
//     The first address lets the browser in. Prints {ADDRESS: {axe: [...], overflow: bool, problems: [...]}} for the
//     others, looked at in light at desk width and in dark at phone width; and under `panel`, the text of the panel after a click
//     on the first sentence of the second address, with the address that the browser then shows.
//   node live.mjs --screenshot OUT.png [--width PIXELS] [--dark] ADDRESS ADDRESS
//
// The browser is $CHROMIUM, or else /usr/bin/chromium.

import { parseArgs } from 'node:util';
import { DESKTOP, PHONE, axeFindings, enter, isTooWide, launch } from './visits.mjs';

const { values: options, positionals: [entrance, ...addresses] } = parseArgs({
  allowPositionals: true,
  options: {
    screenshot: { type: 'string' },
    width: { type: 'string', default: `${DESKTOP}` },
    dark: { type: 'boolean', default: false },
  },
});

const browser = await launch();

async function check() {
  const report = Object.fromEntries(addresses.map((address) => [address, { axe: [], overflow: false, problems: [] }]));
  for (const [width, scheme] of [[DESKTOP, 'light'], [PHONE, 'dark']]) {
    const { page, problems } = await enter(browser, entrance, width, scheme);
    for (const address of addresses) {
      const found = report[address];
      await page.goto(address);
      found.axe.push(...await axeFindings(page, `${width} px, ${scheme}`));
      found.overflow ||= await isTooWide(page);
      found.problems.push(...problems.splice(0));
    }
    await page.context().close();
  }
  return report;
}

async function clickSentence() {
  const { page, problems } = await enter(browser, entrance, DESKTOP, 'light');
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
    const { page } = await enter(browser, entrance, Number(options.width), options.dark ? 'dark' : 'light');
    await page.goto(addresses[0]);
    await page.screenshot({ path: options.screenshot });
  } else {
    console.log(JSON.stringify({ ...await check(), panel: await clickSentence() }));
  }
} finally {
  await browser.close();
}
