/** The page as a user finds it: by roles and names. */
import { expect, type Locator, type Page } from '@playwright/test';

export interface Explorer {
  readonly page: Page;
  readonly alpha: Locator;
  readonly train: Locator;
  readonly pause: Locator;
  readonly notices: Locator;
  /** The grid's row of a lane, by the lane's label. */
  lane(label: string): Locator;
  /** 'Ideal' or 'Pixel cross-fade'. */
  reference(name: string): Locator;
  /** Waits until nothing is under way between page and workers. */
  settled(): Promise<void>;
}

/** Two lanes that finish within seconds. */
export const smallRun = '#lanes=acai,baseline&seed=1&budget=2048';

export async function openExplorer(page: Page, hash = '', search = ''): Promise<Explorer> {
  await page.goto(`./${search}${hash}`);
  const table = page.getByRole('table', { name: 'Interpolations' });
  const explorer: Explorer = {
    page,
    alpha: page.getByRole('slider', { name: 'α, the mixing coefficient' }),
    train: page.getByRole('button', { name: 'Train', exact: true }),
    pause: page.getByRole('button', { name: 'Pause', exact: true }),
    notices: page.getByRole('region', { name: 'Notices' }),
    lane: (label) =>
      table
        .getByRole('row')
        .filter({ has: page.getByRole('button', { name: label, exact: true }) }),
    reference: (name) => table.getByRole('row', { name }),
    settled: () => expect(page.locator('html')).not.toHaveAttribute('data-busy', 'true'),
  };
  await expect(explorer.reference('Ideal')).toContainText('0.00');
  return explorer;
}

/** The pixels of a canvas, to compare with later ones. */
export async function pixelsOf(canvas: Locator): Promise<string> {
  return canvas.evaluate((element) =>
    element instanceof HTMLCanvasElement ? element.toDataURL() : 'no canvas',
  );
}

/** Where α lies over a row's strip, in page coordinates. */
export async function pointAt(row: Locator, alpha: number): Promise<{ x: number; y: number }> {
  const box = (await row.getByRole('img', { name: /^Strip of/ }).boundingBox())!;
  const cell = box.width / 11;
  return { x: box.x + cell / 2 + alpha * (box.width - cell), y: box.y + box.height / 2 };
}

/** Drops a file on the page as a file manager would. */
export async function dropFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, values }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(values)], name));
      return data;
    },
    { name, values: [...bytes] },
  );
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await expect(page.getByText('Drop to open this checkpoint')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await expect(page.getByText('Drop to open this checkpoint')).toBeHidden();
}
