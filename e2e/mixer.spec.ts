import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { openExplorer } from './explorer.ts';

test('terms are muted and scaled while a lane trains, and its name says so', async ({ page }) => {
  const hash = '#lanes=vae+critic,baseline&seed=3&budget=262144';
  const { lane, train, pause } = await openExplorer(page, hash);
  await train.click();
  await expect(lane('VAE + critic')).toContainText(/training · \S+ samples/);
  await page.getByRole('button', { name: 'Mixer' }).first().click();
  const mixer = page.getByRole('region', { name: 'Objective of VAE + critic' });
  await expect(mixer.getByRole('listitem')).toHaveCount(3);
  await expect(mixer.getByRole('listitem').first()).toContainText(/likelihood\d/);

  await mixer.getByRole('button', { name: 'Mute critic of VAE + critic' }).click();
  await expect(lane('VAE + critic, critic muted')).toContainText(/training · \S+ samples/);
  await expect(page).toHaveURL(/vae\+critic~lambda:0/);
  const beta = mixer.getByRole('slider', { name: /^β of VAE \+ critic/ });
  await beta.fill('4');
  await expect(lane('β-VAE + critic, β = 4, critic muted')).toContainText(/training/);
  // The legend of the critic's plot, and the plot of the losses.
  await expect(page.getByRole('img', { name: /^Losses of β-VAE \+ critic, β = 4/ })).toBeVisible();
  await mixer.getByRole('button', { name: 'Mute KL divergence of VAE + critic' }).click();
  await expect(lane('VAE + critic, KL muted, critic muted')).toBeVisible();
  await mixer.getByRole('button', { name: 'Unmute KL divergence of VAE + critic' }).click();
  await mixer.getByRole('button', { name: 'Unmute critic of VAE + critic' }).click();
  await expect(lane('β-VAE + critic, β = 4')).toBeVisible();
  await pause.click();
  await expect(lane('β-VAE + critic, β = 4')).toContainText(/paused · \S+ samples/);

  const [, address] = page.url().split('#');
  await page.goto('about:blank');
  const again = await openExplorer(page, `#${address}`);
  await expect(again.lane('β-VAE + critic, β = 4')).toBeVisible();
});

test('a critic comes and goes with one press, and the mixer is reached by keyboard', async ({
  page,
}) => {
  const { lane } = await openExplorer(page, '#lanes=denoising&seed=3&budget=2048');
  await page.getByRole('button', { name: '+ critic' }).press('Enter');
  await expect(lane('Denoising + critic')).toBeVisible();
  await page.getByRole('button', { name: 'Mixer' }).press('Enter');
  const mute = page.getByRole('button', { name: 'Mute critic of Denoising + critic' });
  await mute.press('Enter');
  await expect(page).toHaveURL(/denoising\+critic~lambda:0/);
  await expect(page.getByRole('slider', { name: /^σ of Denoising \+ critic/ })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)).toEqual([]);
  await page.getByRole('button', { name: '− critic' }).press('Enter');
  await expect(lane('Denoising')).toBeVisible();
});

test('a referee is asked about a pretrained lane, shows how far it is, and is called off', async ({
  page,
}) => {
  const { lane } = await openExplorer(page, '#lanes=baseline,acai&seed=1');
  await expect(lane('Baseline')).toContainText('pretrained');
  await page.getByRole('button', { name: 'Referee' }).click();
  await page.getByRole('button', { name: 'Ask a referee about Baseline' }).click();
  const progress = page.getByRole('progressbar', { name: 'Training of the referee of Baseline' });
  await expect(progress).toHaveAttribute('max', '2000');
  await expect(page.getByText(/step [1-9]\d* of 2000/)).toBeVisible({ timeout: 90_000 });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)).toEqual([]);
  await page.getByRole('button', { name: 'Call off the referee of Baseline' }).click();
  await expect(progress).toBeHidden();
  await expect(page.getByRole('button', { name: 'Ask a referee about Baseline' })).toBeEnabled();
});
