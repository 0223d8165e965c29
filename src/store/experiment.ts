/** What the user wants: the experiment, and the actions that change it. */
import { createStore } from 'zustand/vanilla';
import {
  defaultExperiment,
  type Endpoints,
  type Experiment,
  type Game,
  type Lane,
  maximumLanes,
  type Page,
  widestAlpha,
} from '../core/experiment.ts';
import {
  type HyperparameterName,
  type MethodName,
  methodCatalogue,
} from '../core/methodCatalogue.ts';
import { isFormula, type PathName } from '../core/paths.ts';

export const experimentStore = createStore<Experiment>(() => defaultExperiment);

export function changeExperiment(change: Partial<Experiment>): void {
  experimentStore.setState(change);
}

/** What a stop of the Learn page hides, it hides only there. */
export function openPage(page: Page): void {
  experimentStore.setState(({ page: before, hide }) => {
    const passing = page !== before && (page === 'learn' || before === 'learn');
    return { page, hide: passing ? [] : hide, present: false };
  });
}

export function openGame(game: Game): void {
  openPage('play');
  experimentStore.setState({ game });
}

/** Keeps α on [0, 1], or where extrapolation is on within `widestAlpha`. */
export function setAlpha(alpha: number): void {
  experimentStore.setState(({ beyond }) => {
    const { minimum, maximum } = alphaRange(beyond);
    return { alpha: Math.min(maximum, Math.max(minimum, alpha)) };
  });
}

export function alphaRange(beyond: boolean): {
  readonly minimum: number;
  readonly maximum: number;
} {
  return beyond ? widestAlpha : { minimum: 0, maximum: 1 };
}

export function setBeyond(beyond: boolean): void {
  experimentStore.setState({ beyond });
  setAlpha(experimentStore.getState().alpha);
}

export function setEndpoints(change: Partial<Endpoints>): void {
  experimentStore.setState(({ endpoints }) => ({ endpoints: { ...endpoints, ...change } }));
}

export function swapEndpoints(): void {
  experimentStore.setState(({ endpoints }) => ({
    endpoints: { angle1: endpoints.angle2, angle2: endpoints.angle1 },
  }));
}

/** What a formula does not give is looked at on the map. */
export function choosePath(path: PathName): void {
  experimentStore.setState(isFormula(path) ? { path } : { path, side: 'map' });
}

/** Adds a lane at the bottom; does nothing when the page is full. */
export function addLane(method: MethodName): void {
  experimentStore.setState(({ lanes }) => {
    if (lanes.length >= maximumLanes) return {};
    return { lanes: [...lanes, createLane(freeId(lanes), method)] };
  });
}

/** Adds a lane as given and returns its id, or null when the page is full. */
export function addLaneAs(lane: Omit<Lane, 'id'>): string | null {
  const { lanes } = experimentStore.getState();
  if (lanes.length >= maximumLanes) return null;
  const id = freeId(lanes);
  experimentStore.setState({ lanes: [...lanes, { id, ...lane }] });
  return id;
}

/** The hyperparameters of a lane, all at once; its run goes on. */
export function setLaneHyperparameters(id: string, hyperparameters: Lane['hyperparameters']): void {
  changeLane(id, (lane) => ({ ...lane, hyperparameters }));
}

export function removeLane(id: string): void {
  experimentStore.setState(({ lanes }) => ({ lanes: lanes.filter((lane) => lane.id !== id) }));
}

/** Another method in a lane: its run starts anew. */
export function changeMethod(id: string, method: MethodName): void {
  changeLane(id, () => createLane(id, method));
}

export function setCritic(id: string, critic: boolean): void {
  changeLane(id, (lane) => ({
    ...lane,
    critic: critic || methodCatalogue[lane.method].adversarial,
  }));
}

export function setLaneHyperparameter(id: string, name: HyperparameterName, value: number): void {
  changeLane(id, (lane) => ({
    ...lane,
    hyperparameters: { ...lane.hyperparameters, [name]: value },
  }));
}

function changeLane(id: string, change: (lane: Lane) => Lane): void {
  experimentStore.setState(({ lanes }) => ({
    lanes: lanes.map((lane) => (lane.id === id ? change(lane) : lane)),
  }));
}

function createLane(id: string, method: MethodName): Lane {
  return { id, method, critic: methodCatalogue[method].adversarial, hyperparameters: {} };
}

function freeId(lanes: readonly Lane[]): string {
  const taken = new Set(lanes.map((lane) => lane.id));
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  return [...letters].find((letter) => !taken.has(letter))!;
}
