/** Gives values without a place buffers, which the next value takes over once one is no longer read. */
import type { Slot, Stored } from './place.ts';
import type { Dispatch } from './task.ts';

/** Sets the places of all values that the dispatches write and that have none. Returns the slots made. */
export function placeWork(dispatches: readonly Dispatch[]): Slot[] {
  const lastRead = new Map<Stored, number>();
  dispatches.forEach(({ reads, writes }, index) => {
    for (const value of [...writes, ...reads]) lastRead.set(value, index);
  });
  const slots: Slot[] = [];
  const free: Slot[] = [];

  function take(floats: number): Slot {
    // The smallest that fits, else the largest, to be enlarged.
    const bySize = free.toSorted((a, b) => a.floats - b.floats);
    const slot = bySize.find((held) => held.floats >= floats) ?? bySize.at(-1);
    if (!slot) {
      const made = { name: `work ${slots.length}`, floats };
      slots.push(made);
      return made;
    }
    free.splice(free.indexOf(slot), 1);
    slot.floats = Math.max(slot.floats, floats);
    return slot;
  }

  dispatches.forEach(({ reads, writes }, index) => {
    for (const value of writes) {
      if (!value.place) value.place = { slot: take(value.floats), offset: 0 };
    }
    for (const value of new Set([...reads, ...writes])) {
      const slot = value.place?.slot;
      const spent = lastRead.get(value) === index && !value.pinned;
      if (slot && spent && slots.includes(slot)) free.push(slot);
    }
  });
  return slots;
}
