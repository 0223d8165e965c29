import { expect, test } from '@playwright/test';
import { openExplorer, pixelsOf, pointAt } from './explorer.ts';

test('α moves by keys', async ({ page }) => {
  const { alpha } = await openExplorer(page);
  await alpha.focus();
  const presses: [string, string][] = [
    ['ArrowRight', '0.51'],
    ['ArrowLeft', '0.5'],
    ['PageUp', '0.6'],
    ['PageDown', '0.5'],
    ['Home', '0'],
    ['ArrowLeft', '0'],
    ['End', '1'],
  ];
  for (const [key, value] of presses) {
    await page.keyboard.press(key);
    await expect(alpha).toHaveValue(value);
  }
  await expect(alpha).toHaveAttribute('aria-valuetext', /^α 1\.00/);
});

test('α moves by dragging the slider, aligned with the columns, and snaps', async ({ page }) => {
  const { alpha, reference } = await openExplorer(page);
  const ideal = reference('Ideal');
  const picture = ideal.getByRole('img', { name: 'Ideal at α' });
  const before = await pixelsOf(picture);
  const track = (await alpha.boundingBox())!;
  const y = track.y + track.height / 2;
  const move = async (at: number) => page.mouse.move((await pointAt(ideal, at)).x, y);

  await move(0.5);
  await page.mouse.down();
  await move(0.8);
  await expect(alpha).toHaveValue('0.8');
  await expect.poll(() => pixelsOf(picture)).not.toBe(before);
  await move(0.515);
  await expect(alpha).toHaveValue('0.5');
  await page.keyboard.down('Alt');
  await move(0.02);
  await expect(alpha).toHaveValue('0.02');
  await page.keyboard.up('Alt');
  await move(0.01);
  await expect(alpha).toHaveValue('0');
  await page.mouse.up();
});

test('hovering over the grid previews α and goes back', async ({ page }) => {
  const { alpha, reference } = await openExplorer(page);
  const picture = reference('Ideal').getByRole('img', { name: 'Ideal at α' });
  const before = await pixelsOf(picture);
  const shown = page.getByText('α =').locator('output');
  const over = await pointAt(reference('Ideal'), 0.2);
  await page.mouse.move(over.x, over.y);
  await expect(shown).toHaveText('0.20');
  await expect(alpha).toHaveValue('0.5');
  await expect.poll(() => pixelsOf(picture)).not.toBe(before);
  await page.mouse.move(2, 300);
  await expect(shown).toHaveText('0.50');
  await expect.poll(() => pixelsOf(picture)).toBe(before);
});

test('autoplay swings α until it is touched, and is off under reduced motion', async ({ page }) => {
  const { alpha } = await openExplorer(page);
  const swing = page.getByRole('button', { name: 'Swing α' });
  await swing.click();
  await expect(alpha).not.toHaveValue('0.5');
  await alpha.focus();
  await page.keyboard.press('Home');
  await expect(swing).toHaveAttribute('aria-pressed', 'false');
  await expect(alpha).toHaveValue('0');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect(swing).toBeDisabled();
});

test('the lines are turned by dragging and by keys, shuffled and swapped', async ({ page }) => {
  const { reference } = await openExplorer(page);
  const left = page.getByRole('slider', { name: 'Angle of x₂' });
  const right = page.getByRole('slider', { name: 'Angle of x₁' });
  const strip = reference('Ideal').getByRole('img', { name: /^Strip/ });
  const before = await pixelsOf(strip);

  const box = (await left.boundingBox())!;
  await page.mouse.move(box.x + box.width / 4, box.y + box.height / 4);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + 4);
  await page.mouse.up();
  await expect(left).toHaveAttribute('aria-valuetext', '90 degrees');
  await expect.poll(() => pixelsOf(strip)).not.toBe(before);

  await right.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('PageUp');
  await expect(right).toHaveAttribute('aria-valuetext', '16 degrees');

  await page.getByRole('button', { name: 'Swap' }).click();
  await expect(left).toHaveAttribute('aria-valuetext', '16 degrees');
  await expect(right).toHaveAttribute('aria-valuetext', '90 degrees');
  await page.getByRole('button', { name: 'Shuffle' }).click();
  await expect(page).not.toHaveURL(/x1=1\.5708/);

  await page.getByRole('button', { name: 'spherical' }).click();
  await expect(page).toHaveURL(/path=spherical/);
});
