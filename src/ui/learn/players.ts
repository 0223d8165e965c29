/** Stepping the two players of a lane, one at a time or both. */
import type { Players } from '../../core/lossCatalogue.ts';
import { commands } from '../../store/commands.ts';

export function stepPlayers(laneId: string | undefined, players: Players): void {
  if (laneId === undefined) return;
  commands().stepPlayers(laneId, players);
}
