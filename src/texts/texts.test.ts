/** Holds that every text is there in every language, and is not merely copied. */
import { describe, expect, test } from 'vitest';
import { languages } from '../core/experiment.ts';

/** Fewest files and texts that the scan must find, or it did not look where the texts are. */
const fewestFiles = 14;
const fewestTexts = 300;

/** Alike in both languages, being names, symbols or the same word. */
const alike =
  /^(|Navigation|Pages|Film|Film WebM|Dropout|VAE|AAE|VQ-VAE|ACAI|Betwixt|budget|Budget|Pause|Interpolations|Notes|Image|Images|Points|Distance|Distances|Angle|Angles|distance ×10⁻³|dimension|critique|Question|Latent|Cosinus|Total|Maximum|Minimum|Median|Format|Export|SVG|PNG|CSV|PCA|LaTeX|Discussion|t|α|β|λ|γ)$/i;

const modules = import.meta.glob<Record<string, unknown>>(['./**/*.ts', '!./**/*.test.ts'], {
  eager: true,
});

interface Catalogue {
  readonly name: string;
  readonly en: unknown;
  readonly fr: unknown;
}

const catalogues = Object.entries(modules).flatMap(([path, exports]) =>
  Object.entries(exports).flatMap(([name, value]): Catalogue[] =>
    isCatalogue(value) ? [{ ...value, name: `${path} ${name}` }] : [],
  ),
);

function isCatalogue(value: unknown): value is { en: unknown; fr: unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    languages.every((language) => Object.hasOwn(value, language))
  );
}

interface Text {
  /** Where it stands in its catalogue. */
  readonly path: string;
  readonly value: unknown;
}

/** Every leaf of a catalogue. */
function leavesOf(value: unknown, path: string): Text[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, each]) => leavesOf(each, `${path}.${key}`));
}

/** What a text says: a function is tried with a few arguments, none of which it may like. */
function sentencesOf({ value }: Text): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'function') return [];
  return [2, 'x', true].flatMap((argument) => {
    try {
      const said: unknown = value(...Array<unknown>(Math.max(1, value.length)).fill(argument));
      return typeof said === 'string' ? [said] : [];
    } catch {
      return [];
    }
  });
}

test('the scan found the texts', () => {
  expect(Object.keys(modules).length).toBeGreaterThanOrEqual(fewestFiles);
  expect(catalogues.length).toBeGreaterThanOrEqual(fewestFiles);
  expect(catalogues.flatMap(({ fr, name }) => leavesOf(fr, name)).length).toBeGreaterThan(
    fewestTexts,
  );
});

describe.each(catalogues)('$name', ({ name, en, fr }) => {
  const [english, french] = [leavesOf(en, name), leavesOf(fr, name)];

  test('has the same texts in both languages', () => {
    const kinds = (leaves: readonly Text[]) =>
      leaves.map(({ path, value }) => `${path}: ${typeof value}`).sort();
    expect(kinds(french)).toEqual(kinds(english));
    expect(english.length).toBeGreaterThan(0);
  });

  test('is nowhere empty in one language only', () => {
    const empty = (leaves: readonly Text[]) =>
      leaves.filter(({ value }) => value === '').map(({ path }) => path);
    expect(empty(french)).toEqual(empty(english));
  });

  test('is translated', () => {
    const byPath = new Map(french.map((text) => [text.path, text]));
    const copied = english.flatMap((text) => {
      const other = byPath.get(text.path);
      if (!other || text.value !== other.value) return [];
      return typeof text.value !== 'string' || alike.test(text.value) || !hasWord(text.value)
        ? []
        : [`${text.path}: ${text.value}`];
    });
    expect(copied).toEqual([]);
  });

  test('is typeset as French is: no plain space before ; : ! ? », curved apostrophes', () => {
    const faults = french.flatMap((text) =>
      sentencesOf(text)
        .filter((sentence) => / [;:!?»]|« |\p{L}'\p{L}/u.test(sentence))
        .map((sentence) => `${text.path}: ${sentence}`),
    );
    expect(faults).toEqual([]);
  });
});

/** Two letters or more: formulas and symbols are the same everywhere. */
function hasWord(text: string): boolean {
  return /(^|[^\\\p{L}])\p{L}{3,}/u.test(text);
}
