import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { defaultExperiment, type Experiment } from '../core/experiment.ts';
import { longestNotes } from '../store/notes.ts';
import { type Capsule, CapsuleError, decodeCapsule, encodeCapsule } from './capsuleFile.ts';

const experiment: Experiment = {
  ...defaultExperiment,
  seed: 7,
  alpha: 0.25,
  endpoints: { angle1: 0.5, angle2: 3.1 },
  theme: 'dark',
  hide: ['critic', 'angle'],
  lanes: [
    { id: 'a', method: 'acai', critic: true, hyperparameters: { lambda: 0.25 } },
    { id: 'b', method: 'vae', critic: true, hyperparameters: {} },
    { id: 'c', method: 'baseline', critic: false, hyperparameters: {} },
  ],
};
const bytesOf = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 37) % 251);
const capsule: Capsule = {
  experiment,
  notes: 'A jump at α = ½. 😀',
  weights: [bytesOf(1000), null, bytesOf(333)],
};

function faultOf(bytes: Uint8Array): string | null {
  try {
    decodeCapsule(bytes, 'en');
    return null;
  } catch (error) {
    if (!(error instanceof CapsuleError)) throw error;
    return error.fault;
  }
}

/** Files of a zip by hand, stored unless compressed is asked for. */
function zip(files: Record<string, Uint8Array | string>, level: 0 | 9 = 0): Uint8Array {
  const entries = Object.entries(files).map(([name, content]) => [
    name,
    typeof content === 'string' ? new TextEncoder().encode(content) : content,
  ]);
  return zipSync(Object.fromEntries(entries), { level });
}

describe('a capsule', () => {
  it('reads as it was written', () => {
    expect(decodeCapsule(encodeCapsule(capsule), 'en')).toEqual(capsule);
  });

  it('is the same file for the same session', () => {
    expect(encodeCapsule(capsule)).toEqual(encodeCapsule(capsule));
  });

  it('opens in the language of who opens it', () => {
    const french = encodeCapsule({ ...capsule, experiment: { ...experiment, language: 'fr' } });
    expect(decodeCapsule(french, 'en').experiment.language).toBe('en');
  });

  it('holds a session without notes, weights or lanes', () => {
    const empty = { experiment: { ...experiment, lanes: [] }, notes: '', weights: [] };
    expect(decodeCapsule(encodeCapsule(empty), 'en')).toEqual(empty);
  });

  it('reads whatever notes and weights there are', () => {
    const lanes = fc.array(fc.option(fc.uint8Array({ minLength: 1, maxLength: 300 })), {
      minLength: 3,
      maxLength: 3,
    });
    const notes = fc.string({ unit: 'grapheme', maxLength: 200 });
    fc.assert(
      fc.property(lanes, notes, (weights, text) => {
        const given = {
          experiment,
          notes: text,
          weights: weights.map((each) => each && new Uint8Array(each)),
        };
        expect(decodeCapsule(encodeCapsule(given), 'en')).toEqual(given);
      }),
      { seed: 5, numRuns: 60 },
    );
  });
});

describe('a file that is no whole capsule', () => {
  const whole = encodeCapsule(capsule);

  it('is refused wherever it is cut off', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
        expect(faultOf(whole.subarray(0, length))).toMatch(/^(foreign|damaged)$/);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('is refused, or reads the same, whatever bytes are changed', () => {
    const index = fc.integer({ min: 0, max: whole.length - 1 });
    const changes = fc.array(fc.tuple(index, fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    let refused = 0;
    fc.assert(
      fc.property(changes, (list) => {
        const bytes = whole.slice();
        for (const [at, by] of list) bytes[at] ^= by;
        const fault = faultOf(bytes);
        // Dates and attributes of a zip mean nothing here.
        if (fault === null) expect(decodeCapsule(bytes, 'en')).toEqual(capsule);
        else refused += 1;
      }),
      { seed: 5, numRuns: 600 },
    );
    expect(refused).toBeGreaterThan(450);
  });

  it('is refused when two stretches are exchanged', () => {
    const start = fc.integer({ min: 0, max: whole.length - 65 });
    fc.assert(
      fc.property(start, start, (a, b) => {
        const bytes = whole.slice();
        bytes.set(whole.subarray(b, b + 64), a);
        bytes.set(whole.subarray(a, a + 64), b);
        const fault = faultOf(bytes);
        if (fault === null) expect(decodeCapsule(bytes, 'en')).toEqual(capsule);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('never throws anything else, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(faultOf(bytes)).toBe('foreign');
        expect(faultOf(Uint8Array.of(0x50, 0x4b, 3, 4, ...bytes))).toMatch(/^(foreign|damaged)$/);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('is not unpacked when it would grow', () => {
    const bomb = zip({ 'capsule.json': new Uint8Array(20_000_000) }, 9);
    expect(bomb.length).toBeLessThan(50_000);
    expect(faultOf(bomb)).toBe('damaged');
    expect(faultOf(zip({ 'lane-1.safetensors': new Uint8Array(20_000_000) }, 9))).toBe('damaged');
  });

  it('cannot have an entry counted twice, nor sizes beyond the file', () => {
    // The directory's size fields of the first entry, both 32 bits.
    const directory = whole.findLastIndex(
      (_, at) => whole[at] === 0x50 && whole[at + 1] === 0x4b && whole[at + 2] === 1,
    );
    const bytes = whole.slice();
    new DataView(bytes.buffer).setUint32(directory + 20, 0x7fffffff, true);
    new DataView(bytes.buffer).setUint32(directory + 24, 0x7fffffff, true);
    expect(faultOf(bytes)).toBe('damaged');
  });

  it.each([
    ['a document', zip({ 'word/document.xml': '<xml/>' }), 'foreign'],
    ['no manifest', zip({ 'notes.md': 'hello' }), 'foreign'],
    ['another manifest', zip({ 'capsule.json': '{"format":"else"}' }), 'foreign'],
    ['a path out of the folder', zip({ '../capsule.json': '{}' }), 'foreign'],
    [
      'a later version',
      zip({ 'capsule.json': '{"format":"betwixt session","version":2}' }),
      'later',
    ],
    ['no sum', zip({ 'capsule.json': '{"format":"betwixt session","version":1}' }), 'damaged'],
    ['no JSON', zip({ 'capsule.json': '{' }), 'damaged'],
    ['a long manifest', zip({ 'capsule.json': new Uint8Array(4 * longestNotes + 1) }), 'damaged'],
  ])('is told apart: %s', (_name, bytes, fault) => {
    expect(faultOf(bytes)).toBe(fault);
  });
});
