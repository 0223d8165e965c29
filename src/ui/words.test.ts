/** Holds that what is shown comes from src/texts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { literalWords } from '../../tests/literalWords.ts';

/** The scan must find at least this many files, or it did not look where the components are. */
const fewestFiles = 45;

const components = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
  .sort();

test('the scan found the components', () => {
  expect(components.filter((path) => path.endsWith('.tsx')).length).toBeGreaterThan(fewestFiles);
});

test.each(components)('%s shows no words of its own', (path) => {
  expect(literalWords(readFileSync(join(import.meta.dirname, path), 'utf8'), path)).toEqual([]);
});

describe('the finder of words', () => {
  test.each([
    ['<p>Hello</p>', ['Hello']],
    ['<p>{name} says hello</p>', ['says hello']],
    ['<button title="Go on">▶</button>', ['Go on']],
    [`<Thing aria-label={\`Strip of $\{name}\`} />`, ['Strip of']],
    ["<p>{busy ? 'one' : 'two'}</p>", ['one', 'two']],
    ["<p>{busy && ' · from a file'}</p>", ['· from a file']],
    ["<p>{'a word' + name}</p>", ['a word']],
    ['<Field description="Two words" />', ['Two words']],
    ["const names = { auto: 'as the system' };", ['as the system']],
    ['<ul>{all.map((each) => <li>Each</li>)}</ul>', ['Each']],
  ])('%s', (source, words) => {
    expect(literalWords(source)).toEqual(words);
  });

  test.each([
    '<p>{texts.hello}</p>',
    '<h1>Betwixt</h1>',
    '<p>x₂ · ½ · {count}</p>',
    '<p className="one two" data-state="idle" lang={known ? "en" : undefined} />',
    "<p>{kind === 'one' ? texts.one : texts.of('two')}</p>",
    "import { one } from 'one two';",
    "const field = element.closest('input, select, [role=slider]');",
    "throw new RangeError('no such thing');",
    "const reduced = useMedia('(prefers-reduced-motion: reduce)');",
    '<svg><path d="M1 2 L abc def" /></svg>',
  ])('lets %s pass', (source) => {
    expect(literalWords(source)).toEqual([]);
  });
});
