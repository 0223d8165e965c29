import { beforeEach, describe, expect, it, vi } from 'vitest';
import { notices, startPage, untilState } from '../../tests/sessionPage.ts';
import { until } from '../../tests/until.ts';
import { pictureBoard } from '../plots/pictureBoard.ts';
import { commands } from '../store/commands.ts';
import { changeExperiment, removeLane, setEndpoints } from '../store/experiment.ts';
import {
  addGuess,
  changeCritic,
  dropGuess,
  endRow,
  mixRow,
  nextRound,
  playCommands,
  playStore,
  revealTruth,
  setGuess,
  takeDrawing,
  takeGuess,
} from '../store/play.ts';
import { refereesStore } from '../store/referees.ts';
import { viewStore } from '../store/view.ts';

vi.mock('../core/presets.ts', async (original) => {
  const { tinyPresets } = await import('../../tests/tinyPreset.ts');
  return tinyPresets(await original());
});

beforeEach(() => playStore.setState(playStore.getInitialState(), true));

/** Two trained lanes, the first with a critic, on the Play page. */
async function playPage() {
  const page = startPage();
  commands().play();
  await untilState('a', 'finished');
  await untilState('b', 'finished');
  await until(viewStore, ({ strips }) => 'a' in strips && 'b' in strips);
  changeExperiment({ page: 'play' });
  const quiet = () => until(page.document, ({ busy }) => !busy);
  await quiet();
  return { page, quiet, games: playCommands()! };
}

const critic = () => playStore.getState().critic;
const drawn = () => playStore.getState().draw;

describe('be the critic', () => {
  it('deals every lane’s mixes with their pictures, and the same again', async () => {
    const { games } = await playPage();
    changeCritic({ perLane: 2 });
    await games.deal();
    const { phase, rounds, lanes, current } = critic();
    expect([phase, current]).toEqual(['guessing', 0]);
    expect(lanes.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(rounds).toHaveLength(4);
    rounds.forEach(({ laneId, guesses }, i) => {
      expect(guesses.audience).toEqual([]);
      expect(guesses.critic).toHaveLength(laneId === 'a' ? 1 : 0);
      expect(guesses.referee).toEqual([]);
      for (const row of [mixRow(i), endRow(i, 'x1'), endRow(i, 'x2')]) {
        expect(pictureBoard.frame(row)?.count).toBe(1);
      }
    });
    const pictures = rounds.map((_, i) => pictureBoard.frame(mixRow(i))!.bytes);
    expect(pictures[0]).not.toEqual(pictures[1]);
    await games.deal();
    expect(critic().rounds).toEqual(rounds);
    expect(pictureBoard.frame(mixRow(3))!.bytes).toEqual(pictures[3]);
    changeCritic({ number: 2, perLane: 1 });
    await games.deal();
    expect(critic().rounds[0].endpoints).not.toEqual(rounds[0].endpoints);
    expect(pictureBoard.frame(mixRow(3))).toBeNull();
  });

  it('takes one guess from one who plays alone, many from a room, and none after the truth', async () => {
    const { games } = await playPage();
    changeCritic({ perLane: 1, leftOut: ['b'] });
    await games.deal();
    expect(critic().rounds).toHaveLength(1);
    nextRound();
    expect(critic().phase).toBe('guessing');
    setGuess(0.41);
    takeGuess();
    takeGuess();
    expect(critic().phase).toBe('revealed');
    expect(critic().rounds[0].guesses.audience).toEqual([0.4]);
    nextRound();
    expect(critic().phase).toBe('over');

    changeCritic({ room: true, leftOut: [] });
    await games.deal();
    revealTruth();
    expect(critic().phase).toBe('guessing');
    for (const guess of [0, 0.2, 0.5]) {
      setGuess(guess);
      takeGuess();
    }
    dropGuess();
    revealTruth();
    addGuess();
    dropGuess();
    expect(critic().rounds[0].guesses.audience).toEqual([0, 0.2]);
    nextRound();
    expect(critic()).toMatchObject({ phase: 'guessing', current: 1, guess: 0.25 });
  });

  it('asks a referee too, where one judged what the lane shows', async () => {
    const { games } = await playPage();
    commands().referee('b');
    await until(refereesStore, ({ referees }) => referees.b?.state === 'done');
    changeCritic({ perLane: 2 });
    await games.deal();
    for (const { laneId, guesses } of critic().rounds) {
      expect(guesses.referee.map(Number.isFinite)).toEqual(laneId === 'b' ? [true] : []);
    }
  });

  it('does not begin without weights', async () => {
    const { games, quiet } = await playPage();
    removeLane('a');
    removeLane('b');
    await quiet();
    await games.deal();
    expect(critic().phase).toBe('setup');
    expect(notices()).toEqual([]);
  });
});

describe('draw your prediction', () => {
  it('measures what was drawn, and says how far off it was', async () => {
    const { games } = await playPage();
    await games.measure();
    expect(drawn().phase).toBe('drawing');
    const { angles } = viewStore.getState().strips.ideal;
    takeDrawing('angle', Array(21).fill(angles[0]));
    await games.measure();
    const { phase, measured, scores } = drawn();
    expect(phase).toBe('revealed');
    expect(measured!.angles).toHaveLength(21);
    expect(measured!.idealAngles[20]).toBeCloseTo(angles[10], 2);
    // On the same pictures as the strips of the page, which have every other.
    const shown = viewStore.getState().strips.a.distances;
    measured!.distances
      .filter((_, i) => i % 2 === 0)
      .forEach((distance, i) => {
        expect(distance).toBeCloseTo(shown[i], 6);
      });
    const off = measured!.angles.map((angle) => Math.abs(angle - angles[0]));
    const mean = off.reduce((sum, each) => sum + each, 0) / 21;
    expect(scores).toHaveLength(1);
    expect(scores[0].distance).toBeNull();
    expect(scores[0].angle).toBeCloseTo(mean, 9);
    takeDrawing('angle', Array(21).fill(0));
    expect(drawn().drawings.angle[0]).toBe(angles[0]);
  });

  it('begins anew for other lines or another lane, and keeps the scores', async () => {
    const { games } = await playPage();
    takeDrawing('distance', Array(21).fill(0));
    await games.measure();
    setEndpoints({ angle1: 0.2 });
    expect(drawn()).toMatchObject({ phase: 'drawing', measured: null });
    expect(drawn().drawings.distance[0]).toBeNull();
    expect(drawn().scores).toHaveLength(1);
    takeDrawing('distance', Array(21).fill(0));
    const measuring = games.measure();
    viewStore.setState({ selectedLane: 'b' });
    await measuring;
    expect(drawn()).toMatchObject({ phase: 'drawing', measured: null });
    expect(drawn().scores).toHaveLength(1);
  });
});
