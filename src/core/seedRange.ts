/** Seeds as people write them: '3', '1,4', '1-3' or '1–3,9'. */
import { maximumSeed } from './runConfig.ts';

export type SeedFault =
  | { readonly kind: 'empty' }
  | { readonly kind: 'form' | 'backwards'; readonly part: string }
  | { readonly kind: 'large' | 'many'; readonly most: number };

export type SeedRange = { readonly seeds: readonly number[] } | { readonly fault: SeedFault };

/** At most `most` of them, each once, in the order given. */
export function readSeedRange(text: string, most: number): SeedRange {
  const seeds = new Set<number>();
  const parts = text.split(',').filter((part) => part.trim() !== '');
  if (parts.length === 0) return { fault: { kind: 'empty' } };
  for (const part of parts.map((each) => each.trim())) {
    const match = /^(\d+)(?:\s*[-–]\s*(\d+))?$/.exec(part);
    if (!match) return { fault: { kind: 'form', part: part.slice(0, 20) } };
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    if (last < first) return { fault: { kind: 'backwards', part } };
    if (last > maximumSeed) return { fault: { kind: 'large', most: maximumSeed } };
    if (last - first >= most) return { fault: { kind: 'many', most } };
    for (let seed = first; seed <= last; seed++) seeds.add(seed);
  }
  if (seeds.size > most) return { fault: { kind: 'many', most } };
  return { seeds: [...seeds] };
}
