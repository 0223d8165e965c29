import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';

async function openGame(page: Page, game: string, hash = '') {
  await page.goto(`./#page=play&game=${game}${hash}`);
  await expect(page.getByRole('main')).toBeVisible();
  await expect(page.locator('html')).not.toHaveAttribute('data-busy', 'true');
}

const named = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const plot = (page: Page, quantity: string) =>
  page.getByRole('slider', { name: `Your prediction of the ${quantity}` });

async function seriousFaults(page: Page): Promise<string[]> {
  const { violations, passes } = await new AxeBuilder({ page }).analyze();
  expect(passes.length).toBeGreaterThan(10);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
}

/** From left to right across a plot, from one height of it to another. */
async function drawAcross(page: Page, canvas: Locator, from: number, to: number): Promise<void> {
  const { x, y, width, height } = (await canvas.boundingBox())!;
  await page.mouse.move(x + 46, y + from * height);
  await page.mouse.down();
  for (let step = 1; step <= 10; step++) {
    const share = step / 10;
    await page.mouse.move(x + 46 + share * (width - 62), y + (from + share * (to - from)) * height);
  }
  await page.mouse.up();
}

test('be the critic: a whole game by keyboard, its scores, and the same game again', async ({
  page,
}) => {
  await openGame(page, 'critic', '&lanes=acai,vae');
  await expect(page.getByText('6 rounds')).toBeVisible();
  await named(page, '1').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 rounds')).toBeVisible();
  await named(page, 'Start').focus();
  await page.keyboard.press('Enter');

  const slider = page.getByRole('slider', { name: 'Your guess of α' });
  const truths: string[] = [];
  for (const round of [1, 2]) {
    await expect(page.getByText(`Round ${round} of 2`)).toBeVisible();
    await expect(page.getByRole('img', { name: `The mix of round ${round}` })).toBeVisible();
    await expect(slider).toHaveAttribute('aria-valuetext', 'α 0.25');
    await expect(page.getByText(/^decoded by/)).toBeHidden();
    await page.keyboard.press('4');
    await page.keyboard.press('ArrowRight');
    await expect(slider).toHaveAttribute('aria-valuetext', 'α 0.45');
    await page.keyboard.press('Enter');
    const told = page.getByRole('status').filter({ hasText: 'The truth is' });
    await expect(told).toContainText(/You said 0\.45/);
    truths.push((await told.textContent())!);
    await expect(page.getByRole('img', { name: 'x₁' })).toBeVisible();
    await page.keyboard.press('Enter');
  }
  const scores = page.getByRole('table');
  await expect(page.getByRole('heading', { name: 'Scores' })).toBeFocused();
  await expect(scores.getByRole('row', { name: /^ACAI/ })).toBeVisible();
  await expect(scores.getByRole('columnheader', { name: 'Its critic' })).toBeVisible();
  // Without a critic nobody guessed but the people.
  await expect(scores.getByRole('row', { name: /^VAE/ }).getByRole('cell').nth(1)).toHaveText('–');
  await expect(page.getByText(/You: fooled most by (ACAI|VAE)/)).toBeVisible();

  const download = page.waitForEvent('download');
  await named(page, 'CSV').click();
  expect((await download).suggestedFilename()).toBe('betwixt-critic-1.csv');

  await named(page, 'The same game again').click();
  await expect(page.getByText('Round 1 of 2')).toBeVisible();
  await slider.focus();
  await page.keyboard.press('End');
  await expect(slider).toHaveAttribute('aria-valuetext', 'α 0.50');
  await page.keyboard.press('Enter');
  await expect(page.getByText(truths[0].split('. You')[0])).toBeAttached();
});

test('a room gives several guesses a round by mouse, until the truth is shown', async ({
  page,
}) => {
  await openGame(page, 'critic', '&lanes=acai');
  await named(page, '1').click();
  await page.getByRole('checkbox', { name: 'A room guesses' }).check();
  await named(page, 'Start').click();
  await expect(named(page, 'Show the truth')).toBeDisabled();
  await named(page, 'Add this guess').click();
  await page.getByRole('slider', { name: 'Your guess of α' }).fill('0.1');
  await named(page, 'Add this guess').click();
  await named(page, 'Add this guess').click();
  await named(page, 'Take back').click();
  await expect(page.getByText('Guesses so far: 0.25 · 0.10')).toBeVisible();
  await named(page, 'Show the truth').click();
  await expect(page.getByText('mean of 2')).toBeVisible();
  await named(page, 'To the scores').click();
  await expect(page.getByRole('heading', { name: 'Scores' })).toBeVisible();
});

test('draw your prediction with the pointer, see it measured, and the next pair', async ({
  page,
}) => {
  await openGame(page, 'draw', '&lanes=acai,vae&x1=1.05&x2=2.44');
  await expect(named(page, 'Reveal')).toBeDisabled();
  await drawAcross(page, plot(page, 'angle'), 0.3, 0.7);
  await drawAcross(page, plot(page, 'distance'), 0.9, 0.9);
  await expect(page.getByText('measured: ACAI')).toBeHidden();
  await named(page, 'Reveal').click();
  await expect(page.getByText('measured: ACAI')).toBeVisible();
  await expect(page.getByText(/^Angle: \d+° off, on average/)).toBeVisible();
  await expect(page.getByText(/^Distance: [\d.]+ ×10⁻³ off/)).toBeVisible();
  await expect(page.getByRole('img', { name: 'What ACAI decodes along the path' })).toBeVisible();

  await named(page, 'Next pair').click();
  await expect(page.getByText('measured: ACAI')).toBeHidden();
  await expect(page).not.toHaveURL(/x1=1.05&/);
  await named(page, 'VAE').click();
  await drawAcross(page, plot(page, 'distance'), 0.8, 0.8);
  await named(page, 'Reveal').click();
  await expect(page.getByText('measured: VAE')).toBeVisible();
  await expect(page.getByText(/^Over 2 reveals/)).toBeVisible();
});

test('draw your prediction by keyboard', async ({ page }) => {
  await openGame(page, 'draw', '&lanes=vae');
  const angle = plot(page, 'angle');
  await angle.focus();
  await expect(angle).toHaveAttribute('aria-valuetext', 'α 0.00, point 1 of 21: nothing drawn');
  await page.keyboard.press('ArrowUp');
  await expect(angle).toHaveAttribute('aria-valuetext', /point 1 of 21: \d+°$/);
  const first = Number(await angle.getAttribute('aria-valuenow'));
  await page.keyboard.press('PageUp');
  expect(Number(await angle.getAttribute('aria-valuenow'))).toBeGreaterThan(first);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(angle).toHaveAttribute('aria-valuetext', 'α 0.10, point 3 of 21: nothing drawn');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Delete');
  await expect(angle).toHaveAttribute('aria-valuetext', /nothing drawn$/);
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByText('measured: VAE')).toBeVisible();
});

test('the stops of the talk lead to the games, and back', async ({ page }) => {
  await page.goto('./#page=learn&stop=acai');
  await expect(page.getByText('Stop 4 of 10')).toBeVisible();
  await page.keyboard.press('2');
  await page.keyboard.press('r');
  await named(page, 'Be the critic').click();
  await expect(page.getByText('12 rounds')).toBeVisible();
  await page.getByRole('button', { name: 'Back to stop 4' }).click();
  await expect(page.getByText('Stop 4 of 10')).toBeVisible();
  await page.goto('./#page=learn&stop=metrics');
  await expect(page.getByText('Stop 6 of 10')).toBeVisible();
  await page.keyboard.press('2');
  await page.keyboard.press('r');
  await named(page, 'draw them').click();
  await expect(plot(page, 'distance')).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious in the games, ${theme}`, async ({ page }) => {
    await openGame(page, 'critic', `&lanes=acai,vae&theme=${theme}`);
    expect(await seriousFaults(page)).toEqual([]);
    await named(page, '1').click();
    await named(page, 'Start').click();
    for (const round of [1, 2]) {
      await expect(page.getByText(`Round ${round} of 2`)).toBeVisible();
      if (round === 1) expect(await seriousFaults(page)).toEqual([]);
      await named(page, 'Guess').click();
      if (round === 1) expect(await seriousFaults(page)).toEqual([]);
      await page.getByRole('button', { name: /^(Next round|To the scores)$/ }).click();
    }
    expect(await seriousFaults(page)).toEqual([]);

    await named(page, 'Draw your prediction').click();
    await drawAcross(page, plot(page, 'angle'), 0.3, 0.7);
    await named(page, 'Reveal').click();
    await expect(page.getByText('measured: ACAI')).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
  });
}
