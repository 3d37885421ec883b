// Takes a picture of a page of the live page.
//
//   node live.mjs [--width PIXELS] [--dark] [--height PIXELS] [--keys KEYS] OUT.png OPENING_ADDRESS ADDRESS
//
// The browser is $CHROMIUM, or else /usr/bin/chromium.

import { parseArgs } from 'node:util';
import { DESKTOP, enter, launch } from './visits.mjs';

const { values: options, positionals: [out, entrance, address] } = parseArgs({
  allowPositionals: true,
  options: {
    width: { type: 'string', default: `${DESKTOP}` },
    height: { type: 'string', default: '900' },
    keys: { type: 'string', default: '' }, // to press first, with commas between them
    dark: { type: 'boolean', default: false },
  },
});

const browser = await launch();
try {
  const { page } = await enter(browser, entrance, Number(options.width), options.dark ? 'dark' : 'light');
  await page.setViewportSize({ width: Number(options.width), height: Number(options.height) });
  await page.goto(address);
  await page.waitForTimeout(1500); // a filled form shows what it will print
  for (const key of options.keys.split(',').filter(Boolean)) await page.keyboard.press(key);
  await page.waitForTimeout(500);
  await page.screenshot({ path: out });
} finally {
  await browser.close();
}
