/** What links in a stop's text do to the page. */
import type { Lane } from '../../core/experiment.ts';
import type { MethodName } from '../../core/methodCatalogue.ts';
import type { Deed } from '../../lessons/stop.ts';
import { commands } from '../../store/commands.ts';
import {
  changeExperiment,
  experimentStore,
  openGame,
  openPage,
  setAlpha,
  setEndpoints,
  setLaneHyperparameter,
  swapEndpoints,
} from '../../store/experiment.ts';
import { viewStore } from '../../store/view.ts';
import { startAutoplay, stopAutoplay } from '../autoplay.ts';
import { lanesFor } from './lanesFor.ts';
import { playersStore } from './players.ts';

export function perform(deed: Deed): void {
  if (deed.kind !== 'swing') stopAutoplay();
  switch (deed.kind) {
    case 'alpha':
      setAlpha(deed.alpha);
      break;
    case 'endpoints':
      setEndpoints({ angle1: deed.angle1, angle2: deed.angle2 });
      break;
    case 'swap':
      swapEndpoints();
      break;
    case 'swing':
      // Whoever asks for less motion still asked for this one.
      startAutoplay();
      break;
    case 'train':
      commands().play();
      break;
    case 'select':
      selectLane(laneOf(deed.method)?.id);
      break;
    case 'slowMotion':
      playersStore.setState({ players: deed.players, slow: true });
      break;
    case 'page':
      openPage(deed.page);
      break;
    case 'game':
      if (deed.lanes) {
        changeExperiment({ lanes: lanesFor({ lanes: deed.lanes }, experimentStore.getState()) });
      }
      openGame(deed.game);
      break;
    case 'hyperparameter': {
      const lane = laneOf(deed.method);
      if (lane) setLaneHyperparameter(lane.id, deed.name, deed.value);
      break;
    }
  }
}

export function laneOf(method: MethodName): Lane | undefined {
  return experimentStore.getState().lanes.find((lane) => lane.method === method);
}

export function selectLane(id: string | undefined): void {
  if (id !== undefined) viewStore.setState({ selectedLane: id });
}
