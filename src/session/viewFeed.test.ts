import { describe, expect, it, vi } from 'vitest';
import { notices, small, startPage, untilState } from '../../tests/sessionPage.ts';
import { until } from '../../tests/until.ts';
import { pictureBoard } from '../plots/pictureBoard.ts';
import { commands } from '../store/commands.ts';
import { removeLane, setAlpha, setEndpoints } from '../store/experiment.ts';
import { viewStore } from '../store/view.ts';

vi.mock('../core/presets.ts', async (original) => {
  const { tinyPresets } = await import('../../tests/tinyPreset.ts');
  return tinyPresets(await original());
});

describe('what is on screen', () => {
  it('decodes only the newest α of a flood', async () => {
    const page = startPage();
    await until(viewStore, ({ frames }) => 'ideal' in frames);
    const before = page.calls.filter((kind) => kind === 'frame').length;
    for (let i = 0; i <= 200; i++) setAlpha(i / 200);
    const { angle1 } = small.endpoints;
    await until(viewStore, ({ frames }) => Math.abs(frames.ideal.angle - angle1) < 1e-3);
    const sent = page.calls.filter((kind) => kind === 'frame').length - before;
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(5);
  });

  it('shows the α that is hovered over, and goes back', async () => {
    startPage();
    const near = (angle: number) =>
      until(viewStore, ({ frames }) => Math.abs((frames.ideal?.angle ?? 0) - angle) < 1e-3);
    viewStore.setState({ hoverAlpha: 1 });
    await near(small.endpoints.angle1);
    viewStore.setState({ hoverAlpha: 0 });
    await near(small.endpoints.angle2);
    viewStore.setState({ hoverAlpha: null });
    await near((small.endpoints.angle1 + small.endpoints.angle2) / 2);
  });

  it('draws strips anew when an end point turns', async () => {
    startPage();
    await until(viewStore, ({ strips }) => 'ideal' in strips);
    setEndpoints({ angle2: 0.2 });
    await until(viewStore, ({ strips }) => Math.abs(strips.ideal.angles[0] - 0.2) < 1e-2);
  });

  it('replaces a view worker that dies, with the weights it had', async () => {
    const page = startPage();
    commands().play();
    await untilState('a', 'finished');
    await until(viewStore, ({ frames }) => 'a' in frames);
    viewStore.setState({ frames: {}, strips: {} });
    page.viewers[0].crash('gone');
    await until(viewStore, ({ strips, frames }) => 'a' in strips && 'a' in frames);
    expect(notices().join()).toContain('gone');
    expect(page.viewers).toHaveLength(2);
  });

  it('gives up on view workers that keep dying, and says what to do', () => {
    const page = startPage();
    for (let deaths = 0; deaths < 6; deaths++) page.viewers[deaths].crash('no memory');
    expect(page.viewers).toHaveLength(6);
    expect(notices().at(-1)).toMatch(/keeps stopping \(no memory\)\. Reload the page\.$/);
  });

  it('draws a lane no more once it is removed, whatever is being decoded', async () => {
    const page = startPage();
    commands().play();
    await untilState('b', 'finished');
    await until(viewStore, ({ strips, frames }) => 'b' in strips && 'b' in frames);
    setEndpoints({ angle1: 0.4 });
    removeLane('b');
    expect(pictureBoard.strip('b')).toBeNull();
    await until(page.document, ({ busy }) => !busy);
    expect(pictureBoard.strip('b')).toBeNull();
    expect(Object.keys(viewStore.getState().strips)).toEqual(['ideal', 'crossfade', 'a']);
    expect(notices()).toEqual([]);
  });
});
