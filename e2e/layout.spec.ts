import { expect, test } from '@playwright/test';
import { openExplorer } from './explorer.ts';

test('all is above the fold on a projector', async ({ page }) => {
  const { alpha } = await openExplorer(page);
  await expect(alpha).toBeInViewport();
  for (const name of ['What the critic guesses', 'Angle along the path', /^Losses of/]) {
    await expect(page.getByRole('heading', { name })).toBeInViewport();
  }
  const overflow = await page.evaluate(() => [
    document.documentElement.scrollWidth - innerWidth,
    document.documentElement.scrollHeight - innerHeight,
  ]);
  expect(overflow).toEqual([0, 0]);
});

test('the lanes that the page opens on are all above the fold', async ({ page }) => {
  const { alpha, lane } = await openExplorer(page);
  await expect(lane('AAE')).toContainText('pretrained');
  const last = (await lane('AAE').boundingBox())!;
  const slider = (await alpha.boundingBox())!;
  expect(last.y + last.height).toBeLessThanOrEqual(slider.y + 4);
});

for (const [name, width, height] of [
  ['a phone', 390, 844],
  ['a zoom of 200 %', 640, 360],
] as const) {
  test(`nothing scrolls sideways on ${name}, and α stays at hand`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const { alpha, reference } = await openExplorer(page);
    const sideways = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    expect(await sideways()).toBe(0);
    await reference('Ideal').scrollIntoViewIfNeeded();
    await expect(alpha).toBeInViewport();
    await page.getByRole('heading', { name: /^Losses of/ }).scrollIntoViewIfNeeded();
    expect(await sideways()).toBe(0);
  });
}
