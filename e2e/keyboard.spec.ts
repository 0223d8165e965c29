/** One visit by keyboard alone: no pointer is used, and the focus is seen wherever it goes. */
import { expect, type Page, test } from '@playwright/test';
import { openExplorer } from './explorer.ts';

/** What has the focus, as a screen reader would name it. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return '';
    const label = element.closest('label')?.firstChild?.textContent;
    return (element.getAttribute('aria-label') ?? label ?? element.textContent ?? '').trim();
  });
}

/** Tabs on until `name` has the focus; every stop on the way must be seen to have it. */
async function tabTo(page: Page, name: string | RegExp, key = 'Tab'): Promise<void> {
  const visited: string[] = [];
  for (let press = 0; press < 120; press++) {
    await page.keyboard.press(key);
    const now = await focused(page);
    visited.push(now);
    if (now !== '') await expectSeen(page, now);
    if (typeof name === 'string' ? now === name : name.test(now)) return;
  }
  throw new Error(`${name} was not reached; on the way were ${visited.join(' | ')}`);
}

/** An outline, on something large enough and within the window. */
async function expectSeen(page: Page, name: string): Promise<void> {
  const look = await page.evaluate(() => {
    const element = document.activeElement!;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const inside = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    return { outlineStyle, width: Number.parseFloat(outlineWidth), inside };
  });
  expect({ name, ...look }).toMatchObject({ inside: true });
  expect(look.outlineStyle, `outline of ${name}`).not.toBe('none');
  expect(look.width, `outline of ${name}`).toBeGreaterThanOrEqual(1);
}

test('a whole visit by keyboard', async ({ page }) => {
  const { alpha, lane, pause, train } = await openExplorer(
    page,
    '#lanes=acai,baseline&seed=3&budget=4096',
  );
  const live = page.locator('[data-live="summary"]');

  await test.step('the first stop leads past the bar', async () => {
    await tabTo(page, 'Skip to the content');
    await expect(page.getByRole('button', { name: 'Skip to the content' })).toBeVisible();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
  });

  await test.step('a line is turned, and the ends are swapped', async () => {
    await tabTo(page, 'Angle of x₂');
    await page.keyboard.press('Home');
    await page.keyboard.press('PageUp');
    await expect(page.getByRole('slider', { name: 'Angle of x₂' })).toHaveAttribute(
      'aria-valuetext',
      '15 degrees',
    );
    await tabTo(page, 'Swap');
    await page.keyboard.press('Space');
    await expect(page.getByRole('slider', { name: 'Angle of x₁' })).toHaveAttribute(
      'aria-valuetext',
      '15 degrees',
    );
    await tabTo(page, 'spherical');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/path=spherical/);
  });

  await test.step('a method is changed, and its hyperparameter', async () => {
    await tabTo(page, 'Method of lane b');
    await page.keyboard.press('v');
    await expect(page.getByRole('combobox', { name: 'Method of lane b' })).toHaveValue('vae');
    await tabTo(page, /^β of VAE/);
    await page.keyboard.press('ArrowRight');
    await expect(page).toHaveURL(/vae~beta:1\.05/);
  });

  await test.step('α is moved, and what came of it is said', async () => {
    await tabTo(page, 'α, the mixing coefficient');
    await page.keyboard.press('End');
    await expect(alpha).toHaveAttribute('aria-valuetext', /^α 1\.00/);
    await expect(live).toContainText('α 1.00');
    await page.keyboard.press('PageDown');
    await expect(live).toContainText('α 0.90');
  });

  await test.step('lanes train and stop', async () => {
    await tabTo(page, 'Train', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(pause).toBeVisible();
    await expect(lane('ACAI')).toContainText(/training|finished/);
    await expect(page.getByRole('button', { name: 'Pause' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(train).toBeVisible();
  });

  await test.step('a menu opens, is left by Escape, and by the focus', async () => {
    const menu = page.getByRole('region', { name: 'Checkpoints' });
    await tabTo(page, 'Save / Open');
    await page.keyboard.press('Enter');
    await expect(menu).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
    expect(await focused(page)).toBe('Save / Open');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Share');
    await expect(menu).toBeHidden();
  });

  await test.step('theme, language and page', async () => {
    await tabTo(page, 'Langue : français');
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    await tabTo(page, /^Thème/);
    for (const theme of ['light', 'dark', 'projector']) {
      await page.keyboard.press('Enter');
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    }
    await tabTo(page, 'Apprendre', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/page=learn/);
  });
});
