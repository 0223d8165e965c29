import { expect, it, vi } from 'vitest';
import {
  endless,
  run,
  startPage,
  untilRun,
  untilState,
  untilTrained,
} from '../../tests/sessionPage.ts';
import { tinyBatch as batch } from '../../tests/tinyPreset.ts';
import { commands } from '../store/commands.ts';

vi.mock('../core/presets.ts', async (original) => {
  const { tinyPresets } = await import('../../tests/tinyPreset.ts');
  return tinyPresets(await original());
});

it('steps the sides of a lane one at a time, and where there is no critic does nothing', async () => {
  const page = startPage();
  commands().stepPlayers('a', 'critic');
  await untilRun('a', ({ state, samples }) => state === 'paused' && samples === batch);
  commands().stepPlayers('a', 'autoencoder');
  await untilRun('a', ({ state, samples }) => state === 'paused' && samples === 2 * batch);
  expect(run('a').losses.loss_disc).toBeGreaterThan(0);

  commands().stepPlayers('b', 'critic');
  commands().stepPlayers('b', 'both');
  await untilRun('b', ({ state, samples }) => state === 'paused' && samples === batch);
  expect(page.calls.filter((kind) => kind === 'step')).toHaveLength(3);
});

it('keeps a lane in slow motion until it is told otherwise', async () => {
  startPage();
  endless();
  commands().setPace('a', 0.1);
  commands().play();
  await untilTrained('a', batch);
  await untilTrained('b', 20 * batch);
  expect(run('a').samples).toBe(batch);
  commands().setPace('a', null);
  await untilTrained('a', 5 * batch);
  commands().pause();
  await untilState('a', 'paused');
});
