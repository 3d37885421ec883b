// Walks through the forms of the live page as a person does.
//
//   node journeys.mjs ADDRESS FILE [COUNT]
//     The address lets the browser in; the file of facts is changed in an "editor" meanwhile. Prints a JSON report: what
//     each journey saw, by its name, and under `pages` what is wrong with each page at desk and phone width. A count
//     keeps to the first journeys and pages.

import { readFile, writeFile } from 'node:fs/promises';
import { DESKTOP, PHONE, enter, findBarriers, launch } from './visits.mjs';

const [entrance, file, count] = process.argv.slice(2);
const most = count ? Number(count) : undefined;
const base = new URL(entrance).origin;
const OIL = '/edit/zubrowka/oil';

const browser = await launch();
const report = { pages: {} };
const { page, problems } = await enter(browser, entrance, DESKTOP, 'light');
page.on('dialog', (dialog) => dialog.accept());

const text = (selector) => page.locator(selector).first().innerText();
const save = async () => {
  await page.locator('button.main').first().click();
  await page.waitForURL('**/saved*');
};
const isReady = () => page.waitForSelector('#preview[aria-busy=false] .sentences');
const undo = async () => {
  await page.goto(`${base}/saved`);
  await page.locator('#latest button').click();
  await page.waitForLoadState();
};

const journeys = {
  // A name is offered while it is typed, a wrong day is told at once, and a draft survives the leaving of the page.
  async 'a contact with a new person and a new source'() {
    await page.goto(`${base}/add/contact?partner=zubrowka`);
    await page.selectOption('#k-form-0', 'call');
    await page.fill('#k-with-0', '');
    await page.locator('#k-with-0').pressSequentially('lantern l');
    await page.waitForSelector('#offers li');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.fill('#k-theirs-0-person', 'Boris Wick');
    await page.locator('fieldset:has(#k-evidence-0-source) summary', { hasText: 'A new source' }).first().click();
    await page.fill('#k-evidence-0-new-title', 'Calls and lamps');
    await page.fill('#k-evidence-0-new-publisher', 'Alpine Herald');
    await page.fill('#k-on-0', '2019-13-04');
    await page.waitForSelector('#f-on-problems li');
    const wrong = await text('#f-on-problems');
    await page.goto(`${base}/`);
    await page.goto(`${base}/add/contact?partner=zubrowka`);
    await page.locator('#kept button').first().click();
    await page.fill('#k-on-0', '2019-02-04');
    await isReady();
    const sentence = await text('#preview .sentences q');
    await save();
    return { wrong, sentence, saved: await text('#latest a') };
  },
  async 'a date is corrected'() {
    await page.goto(base + OIL);
    await page.fill('#k-valid-0-until', 'May 2019');
    await page.keyboard.press('Control+s');
    await page.waitForURL('**/saved*');
    return { saved: await text('#latest a'), written: (await readFile(file, 'utf8')).includes('valid: 2010/2019-05') };
  },
  async 'a save is undone'() {
    await undo();
    return { written: (await readFile(file, 'utf8')).includes('valid: 2010/\n') };
  },
  async 'two tabs edit one entry'() {
    const other = await page.context().newPage();
    await other.goto(base + OIL);
    await page.goto(base + OIL);
    await page.fill('#k-valid-0', '2011');
    await save();
    await other.fill('#k-text-0', 'They share wax.');
    await other.locator('button.main').click();
    await other.waitForSelector('.three');
    const mine = await other.inputValue('#text');
    await other.close();
    await undo();
    return { mine: mine.includes('They share wax.') };
  },
  // What a person is writing stays; the save says that the file is another one now.
  async 'the file changes in an editor meanwhile'() {
    await page.goto(base + OIL);
    await page.fill('#k-text-0', 'They share wicks.');
    await isReady();
    const before = await readFile(file, 'utf8');
    await writeFile(file, before.replace('share lamp oil', 'share lamp wax'));
    await page.waitForTimeout(900);
    const kept = await page.inputValue('#k-text-0');
    await page.locator('button.main').click();
    await page.waitForSelector('.three');
    const now = await text('section[aria-labelledby=now] pre');
    await writeFile(file, before);
    return { kept, now: now.includes('share lamp wax') };
  },
  async 'an entry is written as YAML'() {
    await page.goto(`${base}/raw/zubrowka/oil`);
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('colour: red');
    await page.locator('#preview .problems', { hasText: 'colour' }).waitFor(); // half a word has another problem
    await page.waitForSelector('.cm-lint-marker-error');
    const wrong = await text('#preview .problems');
    await page.keyboard.press('Control+z');
    await page.waitForSelector('#preview .sentences');
    return { wrong };
  },
  async 'a proposal is accepted by keys'() {
    await page.goto(`${base}/inbox`);
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await page.locator('.last', { hasText: 'accepted' }).waitFor();
    return { last: await text('.last p') };
  },
  async 'a fact still holds'() {
    await page.goto(`${base}/inbox?only=overdue`);
    await page.keyboard.press('j');
    await page.keyboard.press('h');
    await page.keyboard.type('Charter');
    await page.waitForSelector('#offers li');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('1 November 2026');
    await page.keyboard.press('Enter');
    await page.locator('.last', { hasText: 'confirmed' }).waitFor();
    return { last: await text('.last p') };
  },
  async 'a dispute is settled'() {
    await page.goto(`${base}/inbox?only=disputes`);
    await page.keyboard.press('j');
    await page.keyboard.press('s');
    await page.waitForURL('**/add/resolution*');
    await page.fill('#k-because-0', 'The page has no date.');
    await page.fill('#k-by-0', 'A. Baker');
    await save();
    await page.goto(`${base}/inbox`);
    return { queues: await text('.queues') };
  },
  // Without a word of the notation, from the first page to the PDF.
  async 'a newcomer adds a partner and holds its PDF'() {
    await page.goto(`${base}/add/partner`);
    await page.fill('#country', 'Uzbekistan');
    await page.fill('#post-head-of-state', 'President');
    await page.fill('#post-foreign-minister', 'Foreign minister');
    await page.locator('button.main').click();
    await page.locator('main a', { hasText: 'Foreign minister' }).click();
    await page.fill('#k-holder-0', 'Probo Probin');
    await page.fill('#k-valid-0', 'May 2022');
    await page.locator('summary', { hasText: 'A new source' }).first().click();
    await page.fill('#k-evidence-0-new-title', 'Who is who');
    await page.fill('#k-evidence-0-new-publisher', 'Lantern Gazette');
    await page.locator('#k-evidence-0-new-published').pressSequentially('3 May 2026');
    const offered = await page.inputValue('#k-evidence-0-attests');
    await isReady();
    const read = await text('#k-valid-0-read');
    await save();
    const next = await text('.next');
    // The source is known now, and fills in its day for what has no end; one's own word is left alone.
    await page.goto(`${base}/add/statement?partner=uzbekistan`);
    const days = [];
    const day = async () => days.push(await page.inputValue('#k-evidence-0-attests'));
    await page.fill('#k-valid-0', 'May 2022');
    await page.locator('#k-evidence-0-source').pressSequentially('who is w');
    await page.waitForSelector('#offers li');
    await page.waitForResponse((answer) => answer.request().postData()?.includes('who+is+w'));
    await page.waitForSelector('#preview[aria-busy=false]');
    const quiet = !(await text('#k-evidence-0-source-problems'));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await day();
    await page.fill('#k-valid-0-until', 'May 2023');
    await day();
    await page.fill('#k-valid-0-until', '');
    await page.fill('#k-evidence-0-attests', '2025');
    await page.fill('#k-text-0', 'They share wicks.');
    await day();
    await page.goto(`${base}/saved`);
    const coming = page.waitForEvent('download');
    await page.locator('a', { hasText: 'Its PDF' }).click();
    return { offered, read, next, quiet, days: days.join(', '), file: (await coming).suggestedFilename() };
  },
  async 'an entry is removed with what rests on it'() {
    await page.goto(`${base}/edit/zero-moustafa`);
    await page.locator('.actions a', { hasText: 'Remove it' }).click();
    const button = await text('button.main');
    const barriers = await findBarriers(page, 'remove');
    await save();
    const saved = await text('#latest a, #latest p');
    await undo();
    return { button, barriers, saved, undone: await text('.done') };
  },
  async 'a broken file is corrected on the page'() {
    const before = await readFile(file, 'utf8');
    await page.goto(`${base}/`);
    await writeFile(file, before.replace('valid: 2010/', 'valid: [2010/'));
    await page.locator('.banner a', { hasText: 'Correct it here' }).first().click();
    await page.waitForSelector('.cm-lint-marker-error');
    const barriers = await findBarriers(page, 'correct');
    await page.locator('#text').evaluate((area, words) => {
      area.value = words;
      area.dispatchEvent(new Event('change'));
    }, before);
    await page.locator('#preview', { hasText: 'It can be written' }).waitFor();
    await save();
    return { barriers, saved: await text('#latest p'), same: await readFile(file, 'utf8') === before };
  },
};

const pages = [
  '/add/contact?partner=zubrowka', '/raw/zubrowka/oil', '/inbox?source=alpine-herald-2019', '/add', '/add/partner', OIL, '/paste',
  '/saved', '/add/tenure?partner=zubrowka', '/add/visit?partner=zubrowka', '/add/post', '/remove/zubrowka/oil', '/inbox?only=returned',
];

try {
  for (const [name, walk] of Object.entries(journeys).slice(0, most)) {
    report[name] = { ...await walk(), problems: problems.splice(0).filter((problem) => !/ (409|422) /.test(problem)) };
  }
  for (const [width, scheme] of [[DESKTOP, 'light'], [PHONE, 'dark']]) {
    const visit = await enter(browser, entrance, width, scheme);
    for (const address of pages.slice(0, most)) {
      await visit.page.goto(base + address);
      const found = await findBarriers(visit.page, `${width} px, ${scheme}`);
      report.pages[address] = [...report.pages[address] ?? [], ...found, ...visit.problems.splice(0)];
    }
  }
  console.log(JSON.stringify(report));
} finally {
  await browser.close();
}
