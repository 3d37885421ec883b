// Walks through the live page of a project with very many partners, as a reader and as a writer.
//
//   node many.mjs ADDRESS PARTNER FILE
//     The address lets the browser in; PARTNER is the id of one of the partners, and FILE one of its files of facts,
//     which an "editor" changes. Prints a JSON report: what each journey saw, by its name, with the milliseconds of its
//     clicks, and under `pages` what is wrong with each page at desk and phone width.

import { readFile, writeFile } from 'node:fs/promises';
import { DESKTOP, enter, inspectPages, launch } from './visits.mjs';

const [entrance, partner, file] = process.argv.slice(2);
const base = new URL(entrance).origin;
const browser = await launch();
const report = { pages: {} };
const { page, problems } = await enter(browser, entrance, DESKTOP, 'light');
const text = (selector) => page.locator(selector).first().innerText();
const timed = async (walk) => {
  const begun = performance.now();
  await walk();
  return Math.round(performance.now() - begun);
};
const note = `${base}/note/${partner}?product=desk`;

const journeys = {
  async 'the desk'() {
    const milliseconds = await timed(() => page.goto(`${base}/`));
    return { rows: await page.locator('.board tbody tr').count(), milliseconds };
  },
  async 'a long list in pages'() {
    await page.goto(`${base}/sources`);
    const first = await text('main tbody tr');
    const milliseconds = await timed(() => page.locator('a[rel=next]').click().then(() => page.waitForURL('**page=2*')));
    return { first, second: await text('main tbody tr'), milliseconds };
  },
  async 'a partner is found by keys'() {
    await page.keyboard.press('/');
    await page.keyboard.type(partner);
    const milliseconds = await timed(() => page.keyboard.press('Enter').then(() => page.waitForSelector('main .tasks a')));
    await page.locator('h1').click();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/entry/*');
    return { heading: await text('h1'), milliseconds };
  },
  async 'a sentence says what it rests on'() {
    await page.goto(note);
    const milliseconds = await timed(() => page.locator('.said').nth(3).click().then(() => page.waitForSelector('#rests h2')));
    return { panel: await text('#rests'), milliseconds };
  },
  async 'a note moves through time'() {
    await page.goto(`${note}&day=2015-06-01`);
    await page.locator('h1').first().click();
    const milliseconds = await timed(async () => {
      await page.keyboard.press('ArrowRight');
      await page.waitForURL((url) => url.searchParams.get('day') > '2015-06-01');
    });
    return { later: new URL(page.url()).searchParams.get('day'), milliseconds };
  },
  async 'a fact is written'() {
    await page.goto(`${base}/add/statement?partner=${partner}`);
    await page.fill('#k-on-0', 'May 2019');
    await page.locator('#k-evidence-0-source').pressSequentially('bulletin');
    await page.waitForSelector('#offers li');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const milliseconds = await timed(async () => {
      await page.fill('#k-text-0', 'They lit the last lamp.');
      await page.waitForSelector('#preview[aria-busy=false] :is(.sentences, .unprinted)');
    });
    const said = await text('#preview');
    const saving = await timed(() => page.locator('button.main').first().click().then(() => page.waitForURL('**/saved*')));
    await page.goto(note);
    return { said, saving, milliseconds, printed: (await text('.note')).includes('They lit the last lamp.') };
  },
  async 'a save is undone'() {
    await page.goto(`${base}/saved`);
    const milliseconds = await timed(() => page.locator('#latest button').click().then(() => page.waitForURL('**undone=*')));
    return { undone: await text('.done'), milliseconds };
  },
  // An open page shows it by itself: the same document, where the reader left it.
  async 'a file changes in an editor'() {
    const before = await readFile(file, 'utf8');
    await page.goto(note);
    await page.evaluate(() => { globalThis.isSamePage = true; });
    const milliseconds = await timed(async () => {
      await writeFile(file, before.replace('In a year of plenty', 'In a year of frost'));
      await page.locator('.note', { hasText: 'In a year of frost' }).waitFor();
    });
    await writeFile(file, before);
    await page.locator('.note', { hasText: 'In a year of plenty' }).waitFor();
    return { isSamePage: await page.evaluate(() => globalThis.isSamePage === true), milliseconds };
  },
};

const pages = [
  '/', '/list/coming', '/find?q=lamp', '/sources', '/inbox', '/saved', '/calendar', `/entry/${partner}`,
  `/note/${partner}?product=desk&sentence=3`, `/add/statement?partner=${partner}`, `/remove/${partner}`,
];

try {
  for (const [name, walk] of Object.entries(journeys)) {
    report[name] = { ...await walk(), problems: problems.splice(0) };
  }
  report.pages = await inspectPages(browser, entrance, base, pages, (problem) => / 422 /.test(problem));
  console.log(JSON.stringify(report));
} finally {
  await browser.close();
}
