// The golden pages in Debian's Chromium: axe-core finds nothing, nothing is fetched, no script runs,
// and nothing is wider than a telephone.
import fs from 'node:fs';
import path from 'node:path';
import { check, finish, golden, module, skip } from './report_checks.mjs';

const { chromium } = await module('playwright-core');
const { default: axe } = await module('axe-core');
const chromiumPath = process.env.PRIMUM_CHROMIUM ?? '/usr/bin/chromium';
if (!fs.existsSync(chromiumPath)) skip('chromium is not installed');

const sizes = [{ width: 1280, height: 900 }, { width: 360, height: 780 }];

function told(violations) {
  return violations.map((each) => `${each.id}: ${each.help} (${each.nodes.map((node) => node.target).slice(0, 3).join('; ')})`)
    .join('\n     ');
}

async function checkPage(browser, file, viewport) {
  // Only here: axe is put into the page, which forbids itself every script.
  const context = await browser.newContext({ viewport, bypassCSP: true });
  const page = await context.newPage();
  const requests = [];
  const dialogs = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('dialog', (dialog) => { dialogs.push(dialog.message()); dialog.dismiss(); });
  await page.goto(`file://${path.join(golden, file)}`);
  await page.evaluate(() => document.querySelectorAll('details').forEach((each) => { each.open = true; }));
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const where = `${file} at ${viewport.width} px`;
  check(`${where}: axe-core finds nothing`, violations.length === 0, told(violations));
  check(`${where}: nothing is fetched`, requests.length === 1, requests.join(' '));
  check(`${where}: no dialog opens`, dialogs.length === 0, dialogs.join(' '));
  const elements = await page.locator('script, iframe, object, img, [onerror], [onload]').count();
  check(`${where}: no text became an element`, elements === 0, `${elements} elements`);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  check(`${where}: nothing is wider than the screen`, width <= viewport.width, `${width} px`);
  await context.close();
}

// Chromium's sandbox wants a user of its own; in a container without one the page is still ours.
const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
try {
  for (const file of fs.readdirSync(golden).filter((name) => name.endsWith('.html') && !name.startsWith('paper'))) {
    for (const viewport of sizes) await checkPage(browser, file, viewport);
  }
} finally {
  await browser.close();
}
finish();
