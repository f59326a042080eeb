// Mends what one control finds, and puts it back, by a browser alone.
//
//   node mend.mjs FIRST_URL CONTROL
//
// FIRST_URL is what `primum serve` prints while there is no account; its last audit must have found
// something that the control names and Primum can mend.
import { check, end, launch } from './browser.mjs';

const [first, control] = process.argv.slice(2);
const { origin } = new URL(first);
const passphrase = 'quatre mots au hasard';
const finding = `${origin}/finding?id=${control}`;

async function firstAccount(page) {
  await page.goto(first);
  await page.fill('#name', 'Dr Martin');
  await page.fill('#passphrase', passphrase);
  await page.fill('#again', passphrase);
  await page.click('main button');
}

// From the page of the finding to what was done there.
async function goThrough(page, link, form) {
  await page.goto(finding);
  await page.click(`a[href^="${link}?"]`);
  const shown = await page.textContent('main pre');
  await page.click(`form[action="${form}"] button`);
  return { shown, done: await page.textContent('main pre') };
}

async function lookAgain(page) {
  await page.goto(finding);
  await page.click('form[action="/finding/look"] button');
  for (let tries = 0; tries < 120 && await page.locator('#progress').count() === 1; tries += 1) {
    await page.waitForTimeout(1000);
    await page.goto(`${origin}/audit`);
  }
  await page.goto(finding);
  return page.locator('main .lead .tag').first().textContent();
}

const browser = await launch();
try {
  const page = await (await browser.newContext({ locale: 'fr-FR' })).newPage();
  page.setDefaultTimeout(120_000);
  await firstAccount(page);
  const mended = await goThrough(page, '/repair', '/repair');
  check('what would change is shown first', mended.shown.includes('Ce qui sera changé'), mended.shown);
  check('the door is closed', mended.done.includes('la porte est fermée'), mended.done);
  const closed = await lookAgain(page);
  check('a new look finds it closed', closed.includes('En ordre'), closed);
  const undone = await goThrough(page, '/repair/undo', '/repair/undo');
  check('it is put back as before', undone.done.includes('remis comme avant'), undone.done);
  const open = await lookAgain(page);
  check('a new look finds it open', !open.includes('En ordre'), open);
  await page.goto(`${origin}/history`);
  const history = await page.textContent('main');
  check('the history tells both', history.includes('a fait réparer') && history.includes('a fait remettre comme avant'));
} finally {
  await browser.close();
}
end();
