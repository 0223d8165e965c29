import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { openExplorer, smallRun } from './explorer.ts';

async function seriousFaults(page: Page): Promise<string[]> {
  const { violations, passes } = await new AxeBuilder({ page }).analyze();
  expect(passes.length).toBeGreaterThan(10);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const { lane, train } = await openExplorer(page, `${smallRun}&colour=red`);
    await train.click();
    await expect(lane('ACAI')).toContainText('finished');
    expect(await seriousFaults(page)).toEqual([]);
    for (const name of [/WebAssembly SIMD/, 'Save / Open']) {
      await page.getByRole('button', { name }).click();
      expect(await seriousFaults(page)).toEqual([]);
      await page.keyboard.press('Escape');
    }
  });
}

for (const theme of ['light', 'dark', 'projector'] as const) {
  for (const [language, ideal] of [
    ['en', 'Ideal'],
    ['fr', 'Idéal'],
  ] as const) {
    test(`axe finds nothing serious, ${theme}, ${language}`, async ({ page }) => {
      await page.goto(`./#lanes=acai,vae+critic&seed=4&theme=${theme}&lang=${language}`);
      await expect(page.getByRole('row', { name: ideal })).toContainText(/0[.,]00/);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      expect(await seriousFaults(page)).toEqual([]);
    });
  }
}

for (const name of ['learn', 'benchmark']) {
  for (const theme of ['light', 'dark'] as const) {
    test(`axe finds nothing serious on the page ${name}, ${theme}`, async ({ page }) => {
      await page.goto(`./#page=${name}&theme=${theme}`);
      await expect(page.getByRole('main')).toBeVisible();
      await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
      await expect(page.locator('html')).not.toHaveAttribute('data-busy', 'true');
      expect(await seriousFaults(page)).toEqual([]);
    });
  }
}

test('every control is 24 pixels wide and high, or its label is', async ({ page }) => {
  await openExplorer(page);
  const sizes = await page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>(
      'button, select, input, summary, a[href], [role="slider"]',
    );
    return [...controls].flatMap((control) => {
      const { width, height } = (control.closest('label') ?? control).getBoundingClientRect();
      // What is hidden until it has the focus has no size.
      if (width <= 2 || height <= 2) return [];
      return [{ name: control.getAttribute('aria-label') ?? control.textContent, width, height }];
    });
  });
  expect(sizes.length).toBeGreaterThan(25);
  expect(sizes.filter(({ width, height }) => Math.min(width, height) < 23.9)).toEqual([]);
});

test('every canvas says what it shows, or is decoration', async ({ page }) => {
  await openExplorer(page);
  const canvases = await page
    .locator('canvas')
    .evaluateAll((all) =>
      all.map((canvas) => canvas.getAttribute('aria-label') ?? canvas.getAttribute('aria-hidden')),
    );
  expect(canvases.length).toBeGreaterThan(10);
  expect(canvases.filter((label) => label === null || label === '')).toEqual([]);
  await expect(
    page.getByRole('img', { name: /ACAI from \d+° to \d+°, largest step \d+°/ }),
  ).toBeVisible();
});

test('what the user moved is said once it rests, and nothing else is', async ({ page }) => {
  const { alpha, settled } = await openExplorer(page);
  await settled();
  const live = page.locator('[data-live="summary"]');
  await expect(live).toBeEmpty();
  await page.evaluate(() => {
    const said: { text: string; at: number }[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => {
      const text = document.querySelector('[data-live="summary"]')?.textContent ?? '';
      said.push({ text, at: performance.now() });
    }).observe(document.querySelector('[data-live="summary"]')!, { childList: true });
  });
  await alpha.focus();
  // In one go: on a busy machine the hand would seem to rest between two presses.
  await alpha.evaluate((slider) => {
    for (let press = 0; press < 12; press++) {
      slider.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }),
      );
    }
  });
  await expect(live).toContainText('α 0.62');
  await page.keyboard.press('Home');
  await expect(live).toContainText(/α 0\.00.*ACAI: .*distance .*smoothness .*critic says/);
  const said = await page.evaluate(
    () => (window as unknown as { said: { text: string; at: number }[] }).said,
  );
  expect(said.map(({ text }) => text.slice(0, 6))).toEqual(['α 0.62', 'α 0.00']);
  expect(said[1].at - said[0].at).toBeGreaterThanOrEqual(1990);
});

test('nothing moves by itself under reduced motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openExplorer(page);
  await expect(page.getByRole('button', { name: 'Swing α' })).toBeDisabled();
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((element) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element);
        return `${transitionDuration}, ${animationDuration}`
          .split(', ')
          .some((duration) => Number.parseFloat(duration) > 0);
      }).length,
  );
  expect(moving).toBe(0);
});

for (const language of ['en', 'fr'] as const) {
  for (const theme of ['light', 'projector'] as const) {
    test(`a zoom of 200 % loses nothing, ${theme}, ${language}`, async ({ page }) => {
      await page.setViewportSize({ width: 640, height: 360 });
      await page.goto(`./#lanes=acai,vae+critic&seed=4&theme=${theme}&lang=${language}`);
      await expect(page.getByRole('row', { name: /^Id[eé]al/ })).toContainText(/0[.,]00/);
      const faults = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        const cut = [...document.querySelectorAll<HTMLElement>('button, select, input, h2')]
          .filter((element) => element.offsetWidth > 1 && element.scrollWidth > 0)
          .filter((element) => {
            const { left, right } = element.getBoundingClientRect();
            return left < -1 || right > clientWidth + 1;
          })
          .map((element) => element.getAttribute('aria-label') ?? element.textContent);
        return { sideways: scrollWidth - clientWidth, cut };
      });
      expect(faults).toEqual({ sideways: 0, cut: [] });
    });
  }
}

test('the user’s own colours: what is pressed and where α stands can be seen', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await openExplorer(page);
  const look = await page.evaluate(() => {
    const background = (selector: string) =>
      getComputedStyle(document.querySelector(selector)!).backgroundColor;
    return {
      pressed: background('button[aria-pressed="true"][title]:not([class*="select"])'),
      other: background('button[aria-pressed="false"]'),
    };
  });
  expect(look.pressed).not.toBe(look.other);
  expect(await seriousFaults(page)).toEqual([]);
});
