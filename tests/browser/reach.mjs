// Tells which style sheets reach an element of a page outside its sheet.
//
//   node reach.mjs PAGE.html STYLES.json
//     adds each style sheet of a list to the page, one after another, and prints
//     {PAGE: {outside: [...], inside: [...]}}: the numbers of the styles that give an element outside or inside the sheet the
//     colour rgb(1, 2, 3) for its outline
//
// The browser is $CHROMIUM, or else /usr/bin/chromium.

import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [file, list] = process.argv.slice(2);
const styles = JSON.parse(await readFile(list, 'utf8'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});
try {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  const reached = await page.evaluate((texts) => {
    const added = document.head.appendChild(document.createElement('style'));
    const inside = [...document.querySelectorAll('.sheet, main, main > *')];
    const outside = [...document.querySelectorAll('html, body, header, footer, .marking, .frame')];
    const isMarked = (element) => [null, '::before', '::after', '::first-line'].some(
      (part) => getComputedStyle(element, part).outlineColor === 'rgb(1, 2, 3)');
    const found = { outside: [], inside: [] };
    texts.forEach((text, number) => {
      added.textContent = text;
      if (outside.some(isMarked)) found.outside.push(number);
      if (inside.some(isMarked)) found.inside.push(number);
    });
    return found;
  }, styles);
  console.log(JSON.stringify({ [file]: reached }));
} finally {
  await browser.close();
}
