/** Numbers that shaders read and that are known when a step is planned: extents, tables. */
import { append, type Place, type Slot } from './place.ts';

export interface Constants {
  readonly slot: Slot;
  /** Where the words lie; equal lists lie at one place. */
  place(words: readonly number[]): Place;
}

export function createConstants(): Constants {
  const pieces: { readonly offset: number; readonly words: readonly number[] }[] = [];
  const known = new Map<string, Place>();
  const slot = {
    name: 'constants',
    floats: 0,
    get data() {
      const data = new Uint32Array(slot.floats);
      for (const { offset, words } of pieces) data.set(words, offset);
      return data;
    },
  };
  return {
    slot,
    place(words) {
      const key = words.join();
      const held = known.get(key);
      if (held) return held;
      const made = append(slot, words.length);
      pieces.push({ offset: made.offset, words });
      known.set(key, made);
      return made;
    },
  };
}
