// Walks through the live page as a reader does, in one browser.
//
//   node reading.mjs ADDRESS ROOT [COUNT]
//     The address lets the browser in; ROOT is the folder of the project, in which files change meanwhile. Prints a JSON
//     report: what each journey saw, by its name, and under `pages` what is wrong with each page at desk and phone width.
//     A count keeps to the first pages.

import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DESKTOP, enter, inspectPages, launch } from './visits.mjs';

const [entrance, root, count] = process.argv.slice(2);
const base = new URL(entrance).origin;
const browser = await launch();
const report = { pages: {} };
const { page, problems } = await enter(browser, entrance, DESKTOP, 'light');
const text = (selector) => page.locator(selector).first().innerText();
const mark = () => page.evaluate(() => { globalThis.isSamePage = true; });
const isSamePage = () => page.evaluate(() => globalThis.isSamePage === true);

const journeys = {
  async 'first visit'() {
    await page.goto(`${base}/`);
    const heading = await text('h1');
    await page.keyboard.press('?');
    const keys = await text('dialog');
    await page.keyboard.press('Escape');
    return { heading, keys, isClosed: !(await page.locator('dialog').isVisible()) };
  },
  async 'a person is found by keys'() {
    await page.goto(`${base}/`);
    await page.keyboard.press('/');
    await page.keyboard.type('moustáfa');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/find*');
    await page.locator('h1').click();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/entry/*');
    return { heading: await text('h1'), terms: await text('.strip') };
  },
  async 'a note moves through time'() {
    await page.goto(`${base}/note/zubrowka?product=desk&language=en`);
    await page.fill('input[name=day]', '2011-06-23');
    await page.locator('#choice button').click();
    await page.waitForURL('**day=2011-06-23*');
    const slider = await page.locator('#slider').evaluate(
      (place) => place.dataset.days.split(' ')[place.querySelector('input').value]);
    const said = await page.locator('#slider input').getAttribute('aria-valuetext');
    await page.locator('h1').first().click();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL((url) => url.searchParams.get('day') > '2011-06-23');
    const later = new URL(page.url()).searchParams.get('day');
    await page.goto(`${base}/entry/zubrowka-minister?day=2011-06-23`);
    return { slider, said, later, holders: await text('.strip') };
  },
  async 'a sentence says what it rests on'() {
    await page.goto(`${base}/note/zubrowka?product=desk&language=en`);
    await mark();
    await page.locator('.said').first().click();
    await page.waitForSelector('#rests h2');
    const panel = await text('#rests');
    await page.locator('#rests summary').first().click();
    await page.waitForSelector('#rests details[open] div');
    const printed = await text('#rests details[open]');
    return { panel, printed, isSamePage: await isSamePage(), address: page.url() };
  },
  async 'two days are compared'() {
    await page.goto(`${base}/note/zubrowka?product=desk&language=en&day=2015-06-01`);
    await page.fill('input[name=compare]', '2019-06-01');
    await page.locator('#choice button').click();
    await page.waitForSelector('.comparison');
    return { changed: await page.locator('.comparison :is(ins, del)').count() };
  },
  async 'a page is captured and quoted'() {
    await page.goto(`${base}/sources`);
    const buffer = Buffer.from('<html><body><p>The two sides share lamp oil every winter.</p></body></html>');
    await page.setInputFiles('#file', { name: 'saved.html', mimeType: 'text/html', buffer });
    await page.waitForURL('**/capture/*');
    await page.fill('input[name=id]', 'herald-winter');
    await page.fill('input[name=title]', 'Winter lamps');
    await page.fill('input[name=publisher]', 'Alpine Herald');
    await page.locator('form.source button').click();
    await page.waitForURL('**/source/herald-winter');
    await page.locator('.text p').first().selectText();
    await page.waitForFunction(() => document.getElementById('quote').value !== '');
    await page.fill('input[name=fact]', 'zubrowka/quoted');
    await page.locator('#quoting button').click();
    await page.waitForSelector('mark.quoted');
    return { quoted: await text('mark.quoted') };
  },
  // Links and forms alone lead from the desk to a note, a day, a sentence and a file.
  async 'a reader without scripts'() {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(entrance);
    await plain.locator('.notes a').first().click();
    await plain.fill('input[name=day]', '2011-06-23');
    await plain.locator('#choice button').click();
    await plain.locator('#on').click();
    const day = new URL(plain.url()).searchParams.get('day');
    await plain.locator('.said').first().click();
    const panel = await plain.locator('#rests').innerText();
    const coming = plain.waitForEvent('download');
    await plain.locator('.files a', { hasText: 'web page' }).click();
    const file = (await coming).suggestedFilename();
    await plain.fill('#q', 'mousta');
    await plain.locator('nav button').click();
    const found = await plain.locator('main').innerText();
    await context.close();
    return { day, panel, file, found };
  },
  // The page changes by itself, and stays where it is: the same document, with the same fold open.
  async 'a broken file appears and goes'() {
    const file = join(root, 'facts/zubrowka/broken.yaml');
    await page.goto(`${base}/`);
    await mark();
    await writeFile(file, 'statements: [\n');
    await page.waitForSelector('.banner');
    const banner = await text('.banner');
    await rm(file);
    await page.waitForSelector('.banner', { state: 'detached' });
    return { banner, isSamePage: await isSamePage() };
  },
};

const pages = [
  '/', '/note/zubrowka?product=desk&sentence=3&day=2015-06-01&compare=2019-06-01', '/entry/zubrowka-minister', '/list/overdue',
  '/fact/zubrowka/quoted', '/entry/zubrowka', '/sources', '/source/herald-winter', '/calendar?year=2019', '/find?q=lamp',
];

try {
  for (const [name, walk] of Object.entries(journeys)) {
    report[name] = { ...await walk(), problems: problems.splice(0) };
  }
  report.pages = await inspectPages(browser, entrance, base, pages.slice(0, count ? Number(count) : undefined));
  console.log(JSON.stringify(report));
} finally {
  await browser.close();
}
