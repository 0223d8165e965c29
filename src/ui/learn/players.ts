/** Stepping the two players of a lane, one at a time or both. */
import type { Players } from '../../lessons/stop.ts';
import { commands } from '../../store/commands.ts';

export function stepPlayers(laneId: string | undefined, _players: Players): void {
  if (laneId === undefined) return;
  commands().step(laneId);
}
