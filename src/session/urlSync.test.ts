import { describe, expect, it, vi } from 'vitest';
import {
  endless,
  notices,
  run,
  startPage,
  untilRun,
  untilTrained,
} from '../../tests/sessionPage.ts';
import { tinyBatch as batch } from '../../tests/tinyPreset.ts';
import { until } from '../../tests/until.ts';
import { commands } from '../store/commands.ts';
import { experimentStore, setAlpha } from '../store/experiment.ts';

vi.mock('../core/presets.ts', async (original) => {
  const { tinyPresets } = await import('../../tests/tinyPreset.ts');
  return tinyPresets(await original());
});

describe('the address', () => {
  it('follows a link to another experiment', async () => {
    const page = startPage();
    endless();
    commands().play();
    await untilTrained('b', batch);
    page.followLink('#lanes=vae&seed=3');
    expect(experimentStore.getState()).toMatchObject({ seed: 3, lanes: [{ method: 'vae' }] });
    expect(run('b')).toBeUndefined();
    await untilRun('a', ({ losses }) => 'loss_kl' in losses);
  });

  it('reads the address, says what is wrong with it, and mirrors changes', async () => {
    const page = startPage({ hash: '#lanes=vae&seed=7&alpha=two' });
    expect(experimentStore.getState()).toMatchObject({ seed: 7, alpha: 0.5 });
    expect(experimentStore.getState().lanes).toMatchObject([{ id: 'a', method: 'vae' }]);
    expect(notices().join()).toContain('alpha');
    setAlpha(0.25);
    expect(page.document.getState().busy).toBe(true);
    await until(page.document, ({ busy }) => !busy);
    expect(page.document.getState().hash).toBe('#lanes=vae&seed=7&alpha=0.25');
  });
});
