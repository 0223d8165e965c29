import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { stops } from '../src/lessons/stops.ts';

async function openStop(page: Page, stop: string) {
  await page.goto(`./#page=learn&stop=${stop}`);
  await expect(page.getByRole('slider', { name: 'α, the mixing coefficient' })).toBeVisible();
}

const title = (page: Page) => page.getByRole('article').getByRole('heading', { level: 2 });
const choice = (page: Page, index: number) =>
  page.getByRole('article').getByRole('listitem').nth(index).getByRole('button');

test('all ten stops by keyboard: each asks, is predicted, reveals, and shows more of the page', async ({
  page,
}) => {
  await openStop(page, stops[0].name);
  for (const [index, stop] of stops.entries()) {
    const texts = stop.texts.en;
    await expect(title(page)).toHaveText(texts.title);
    await expect(page.getByText(`Stop ${index + 1} of 10`)).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`stop=${stop.name}&`));
    const reveal = page.getByRole('button', { name: 'Reveal', exact: true });
    await expect(reveal).toBeDisabled();
    await page.keyboard.press('r');
    await expect(page.getByRole('heading', { name: 'Answer', exact: true })).toBeHidden();

    const wrong = stop.answer === 0 ? 1 : 0;
    await page.keyboard.press(String(wrong + 1));
    await expect(choice(page, wrong)).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('r');
    await expect(page.getByRole('heading', { name: 'Answer', exact: true })).toBeVisible();
    await expect(choice(page, wrong)).toContainText('your prediction');
    if (stop.answer !== null) await expect(choice(page, stop.answer)).toContainText('right');
    // The truth is rows and columns of the grid.
    for (const part of stop.revealed.filter((name) => name !== 'truth')) {
      await expect(page.locator(`[data-part="${part}"]`), part).not.toHaveCount(0);
    }
    await page.keyboard.press('ArrowRight');
  }
  await expect(title(page)).toHaveText(stops[9].texts.en.title);
  await page.keyboard.press('ArrowLeft');
  await expect(title(page)).toHaveText(stops[8].texts.en.title);
  // The answer is still out, and its panel with it.
  await expect(page.getByText('Accuracy of a single-layer classifier')).toBeVisible();
});

test('links in the text drive the page; explore freely leads away and back', async ({ page }) => {
  await openStop(page, 'autoencoders');
  const slider = page.getByRole('slider', { name: 'α, the mixing coefficient' });
  await expect(slider).toHaveValue('0');
  await page.getByRole('button', { name: 'the other', exact: true }).click();
  await expect(slider).toHaveValue('1');
  await expect(page.getByRole('button', { name: 'Save / Open' })).toBeHidden();

  await page.getByRole('button', { name: 'Explore freely' }).click();
  await expect(page.getByRole('button', { name: 'Save / Open' })).toBeVisible();
  await expect(slider).toHaveValue('1');
  await page.getByRole('button', { name: 'Back to stop 1' }).click();
  await expect(title(page)).toHaveText('Autoencoders');
  await expect(slider).toHaveValue('0');
});

test('a term of an equation lights what it drives, and the other way round', async ({ page }) => {
  await openStop(page, 'acai');
  await page.keyboard.press('2');
  await page.keyboard.press('r');
  const fooling = page.getByRole('button', { name: /critic’s guess on mixes, squared/ });
  await expect(fooling.locator('math')).toHaveCount(1);
  await fooling.focus();
  await expect(page.locator('[data-part="critic"]')).toHaveAttribute('data-lit', 'true');
  await expect(page.locator('[data-part="players"]')).toHaveAttribute('data-lit', 'false');
  await page.getByRole('heading', { name: 'What the critic guesses' }).hover();
  await expect(fooling).toHaveAttribute('data-driven', 'true');
});

test('the critic’s game goes step by step, and the equation shows its numbers', async ({
  page,
}) => {
  await openStop(page, 'acai');
  await expect(page.getByText('pretrained', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'critic', exact: true }).click();
  await page.getByRole('button', { name: 'One step' }).last().click();
  await expect(page.getByText('Numbers of the last batch.')).toBeVisible();
  await expect(page.getByText('Goes on from the pretrained weights')).toBeVisible();
  await page.getByRole('button', { name: 'the autoencoder alone' }).click();
  const slow = page.getByRole('button', { name: 'Slow motion' });
  await expect(slow).toHaveAttribute('aria-pressed', 'true');
  await slow.click();
  await expect(slow).toHaveAttribute('aria-pressed', 'false');
});

test('a teacher hides controls, and the link keeps them hidden', async ({ page }) => {
  await page.goto('./#lanes=acai&seed=1');
  await page.getByRole('button', { name: 'What is shown' }).click();
  await page.getByRole('checkbox', { name: 'methods and their sliders' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Methods' })).toBeHidden();
  await expect(page).toHaveURL(/hide=methods/);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'What the critic guesses' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Methods' })).toBeHidden();
});

test('presenting: notes in a second window, both ways; blank; a reload; Escape', async ({
  page,
  context,
}) => {
  await openStop(page, 'acai');
  await page.getByRole('button', { name: 'Present' }).click();
  const opening = context.waitForEvent('page');
  await page.getByRole('button', { name: /^Notes window/ }).click();
  const notes = await opening;
  const [acai, lines] = [stops[3].texts.en, stops[4].texts.en];
  await expect(notes.getByRole('heading', { level: 1 })).toHaveText(acai.title);
  await expect(notes.getByText(acai.note[0])).toBeVisible();
  await expect(notes.getByText(lines.title)).toBeVisible();

  // A clicker's keys, in either window.
  await page.keyboard.press('PageDown');
  await expect(notes.getByRole('heading', { level: 1 })).toHaveText(lines.title);
  await notes.keyboard.press('PageDown');
  await expect(title(page)).toHaveText(stops[5].texts.en.title);
  await notes.keyboard.press('b');
  const blank = page.getByRole('button', { name: 'The screen is blank.' });
  await expect(blank).toBeVisible();
  await expect(notes.getByText('The screen is blank.')).toBeVisible();
  await page.keyboard.press('b');
  await expect(blank).toBeHidden();

  await expect(page).toHaveURL(/stop=metrics&present=yes/);
  await page.reload();
  await expect(title(page)).toHaveText(stops[5].texts.en.title);
  await expect(page.getByRole('button', { name: 'Leave (Esc)' })).toBeVisible();
  await page.keyboard.press('2');
  await page.keyboard.press('r');
  await expect(notes.getByText('on screen')).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Present' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Betwixt' })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious at any stop, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const stop of stops) {
      await openStop(page, stop.name);
      await expect(title(page)).toHaveText(stop.texts.en.title);
      await page.keyboard.press('1');
      await page.keyboard.press('r');
      await expect(page.getByRole('heading', { name: 'Answer', exact: true })).toBeVisible();
      const { violations, passes } = await new AxeBuilder({ page }).analyze();
      expect(passes.length).toBeGreaterThan(10);
      const serious = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
      expect(serious, stop.name).toEqual([]);
    }
  });
}

test('in French', async ({ page }) => {
  await page.goto('./#page=learn&stop=ideal&lang=fr');
  await expect(title(page)).toHaveText('L’interpolation idéale');
  await page.keyboard.press('2');
  await page.keyboard.press('r');
  await expect(page.getByRole('heading', { name: 'Réponse' })).toBeVisible();
});
