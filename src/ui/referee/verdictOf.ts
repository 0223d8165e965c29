import type { RefereeErrors } from '../../store/referees.ts';
import type { Verdict } from '../../texts/referee.ts';

/** A critic counts as fooled from this share of the error of one that sees nothing. */
const fooledShare = 0.8;

export function verdictOf({ own, referee, blind }: RefereeErrors): Verdict {
  const isFooled = (error: number) => error >= fooledShare * blind;
  if (own === null) return isFooled(referee) ? 'hidden' : 'found';
  if (isFooled(own)) return isFooled(referee) ? 'both' : 'ownOnly';
  return isFooled(referee) ? 'refereeOnly' : 'neither';
}
