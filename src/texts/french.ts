/**
 * Sets French as French is set: a space that does not break before ; : ! ? and inside « », so that texts can
 * be written with plain spaces.
 */
export function setFrench(text: string): string {
  return text.replace(/ (?=[;:!?»])/g, '\u00a0').replace(/« /g, '«\u00a0');
}

/** The same for every text of a catalogue, those that functions make included. */
export function setFrenchThroughout<T>(value: T): T {
  return setAny(value) as T;
}

function setAny(value: unknown): unknown {
  if (typeof value === 'string') return setFrench(value);
  if (Array.isArray(value)) return value.map(setAny);
  if (typeof value === 'function') return (...given: unknown[]) => setAny(value(...given));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, setAny(each)]));
}
