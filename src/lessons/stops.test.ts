import { describe, expect, test } from 'vitest';
import { controlNames } from '../core/controls.ts';
import { languages } from '../core/experiment.ts';
import { lossesOf } from '../core/lossCatalogue.ts';
import { hyperparametersOf, methodNames } from '../core/methodCatalogue.ts';
import { paperClassifierTable } from '../core/paperClassifierTable.ts';
import { stopNames } from '../core/stops.ts';
import { type Piece, readMarkup } from './markup.ts';
import { objectivesOf } from './objectives.ts';
import { stops } from './stops.ts';

const paragraphsOf = (stop: (typeof stops)[number], language: 'en' | 'fr') => {
  const { lead, question, reveal } = stop.texts[language];
  return [...lead, question, ...reveal];
};

test('ten stops, in the order of the talk', () => {
  expect(stops.map(({ name }) => name)).toEqual(stopNames);
  expect(stops).toHaveLength(10);
});

describe.each(stops.map((stop) => [stop.name, stop] as const))('%s', (_name, stop) => {
  test.each(languages)('is whole in %s', (language) => {
    const texts = stop.texts[language];
    for (const part of [texts.lead, texts.choices, texts.reveal, texts.note]) {
      expect(part.length).toBeGreaterThan(0);
      for (const text of part) expect(text.trim()).not.toBe('');
    }
    expect(texts.choices).toHaveLength(3);
    expect(texts.choices.length).toBe(stop.texts.en.choices.length);
    if (stop.answer !== null) expect(texts.choices[stop.answer]).toBeDefined();
  });

  test('has the same links and numbers in every language, and a deed for every link', () => {
    const marks = languages.map((language) =>
      paragraphsOf(stop, language)
        .flatMap(readMarkup)
        .filter(({ kind }) => kind !== 'words' && kind !== 'tex')
        .map((piece: Piece) =>
          piece.kind === 'link' ? `link ${piece.deed}` : JSON.stringify(piece),
        )
        .sort(),
    );
    for (const each of marks) expect(each).toEqual(marks[0]);
    const linked = new Set(marks[0].flatMap((mark) => /^link (.*)/.exec(mark)?.[1] ?? []));
    expect([...linked].sort()).toEqual(Object.keys(stop.deeds).sort());
  });

  test('hides something, and its deeds and numbers are of its own lanes', () => {
    expect(stop.shown.length).toBeLessThan(controlNames.length);
    const methods = stop.lanes.map(({ method }) => method);
    for (const deed of [...Object.values(stop.deeds), ...stop.onReveal]) {
      if (deed.kind === 'select') expect(methods).toContain(deed.method);
      if (deed.kind !== 'hyperparameter') continue;
      const lane = stop.lanes.find(({ method }) => method === deed.method)!;
      const specs = hyperparametersOf(lane.method, lane.critic === true);
      const spec = specs.find(({ name }) => name === deed.name)!;
      expect(deed.value).toBeGreaterThanOrEqual(spec.minimum);
      expect(deed.value).toBeLessThanOrEqual(spec.maximum);
    }
    for (const piece of paragraphsOf(stop, 'en').flatMap(readMarkup)) {
      if (piece.kind === 'live') expect(methods).toContain(piece.method);
      if (piece.kind === 'probe') {
        expect(paperClassifierTable.map(({ name }) => name)).toContain(piece.setting);
      }
    }
  });
});

test('a number that does not exist is refused', () => {
  expect(() => readMarkup('{paper gan distance}')).toThrow('names no method');
  expect(() => readMarkup('{live acai beauty}')).toThrow('names no number');
});

test.each(methodNames.flatMap((method) => [[method, false] as const, [method, true] as const]))(
  'the equations of %s (critic: %s) are of losses that it reports and weights that it has',
  (method, critic) => {
    const reported = lossesOf(method, critic);
    const weights = hyperparametersOf(method, critic).map(({ name }) => name);
    const objectives = objectivesOf(method, critic, 1024);
    for (const { loss, player, terms } of objectives) {
      expect(reported.find(({ name }) => name === loss)).toMatchObject({
        part: 'objective',
        player,
      });
      for (const { loss: name, weight } of terms) {
        expect(reported.map((entry) => entry.name)).toContain(name);
        if (weight) expect(weights).toContain(weight);
      }
    }
    const players = new Set(
      reported.flatMap(({ part, player }) => (part === 'objective' ? player : [])),
    );
    players.delete('classifier');
    expect(objectives.map(({ player }) => player).sort()).toEqual([...players].sort());
  },
);
