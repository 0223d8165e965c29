/** `npm run golden`: holds core, methods and every engine present against a folder of golden values. */

import { join } from 'node:path';
import { messageOf } from '../core/messageOf.ts';
import { type Engine, EngineUnavailableError } from '../engines/engine.ts';
import { type CheckGroup, checkThat } from '../training/golden/checks.ts';
import { openGoldenFolder } from '../training/golden/diskFolder.ts';
import { type GoldenFolder, GoldenFolderError } from '../training/golden/folder.ts';
import { checkCore, checkModelOn, goldenModels } from '../training/goldenSuite.ts';
import { note, readArguments, readChoice, runCommand, UsageError } from './commandLine.ts';
import { type NodeEngine, nodeEngines, openEngine } from './openEngine.ts';

const usage = `npm run golden -- [folder] [options]
  folder     golden values, as in tests/golden (the default)
  --engine   only ${nodeEngines.join(', ')} (default: every one that runs here)`;

/** Failed checks that are shown of each group. */
const shown = 10;

await runCommand(main, []);

async function main(args: string[]): Promise<number> {
  const { values, positionals } = readArguments({
    args,
    allowPositionals: true,
    options: { engine: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    note(usage);
    return 0;
  }
  if (positionals.length > 1) throw new UsageError('name one folder of golden values');
  const path = positionals[0] ?? join(import.meta.dirname, '../../tests/golden');
  const { engine } = values;
  const chosen = engine === undefined ? nodeEngines : [readChoice('engine', engine, nodeEngines)];
  try {
    return await checkFolder(openGoldenFolder(path), chosen);
  } catch (error) {
    if (!(error instanceof GoldenFolderError)) throw error;
    throw new UsageError(`${path} is no folder of golden values: ${error.message}`);
  }
}

/** Checks all, prints a line for each group and the totals; 1 if anything failed. */
async function checkFolder(folder: GoldenFolder, engines: readonly NodeEngine[]): Promise<number> {
  const totals = { passed: 0, failed: 0 };
  const report = (group: CheckGroup) => {
    const { passed, failed } = printGroup(group);
    totals.passed += passed;
    totals.failed += failed;
  };
  const models = goldenModels(folder);
  checkCore(folder).forEach(report);
  let ran = 0;
  for (const name of engines) {
    const engine = await openOrSkip(name);
    if (!engine) continue;
    ran += 1;
    for (const model of models) report(await checkOrFail(engine, name, folder, model));
    engine.dispose();
  }
  if (ran === 0) {
    report({ name: 'models', checks: [checkThat('an engine', false, 'none runs here')] });
  }
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  return totals.failed > 0 ? 1 : 0;
}

async function openOrSkip(name: NodeEngine): Promise<Engine | null> {
  try {
    return await openEngine(name);
  } catch (error) {
    if (!(error instanceof EngineUnavailableError)) throw error;
    console.log(`skipped ${name}: ${error.message}`);
    return null;
  }
}

/** What an engine throws is its failure; what is wrong with the folder ends the command. */
async function checkOrFail(
  engine: Engine,
  name: NodeEngine,
  folder: GoldenFolder,
  model: string,
): Promise<CheckGroup> {
  const title = `${model} on ${name}`;
  try {
    return { ...(await checkModelOn(engine, folder, model)), name: title };
  } catch (error) {
    if (error instanceof GoldenFolderError) throw error;
    return { name: title, checks: [checkThat('runs', false, messageOf(error))] };
  }
}

function printGroup({ name, checks }: CheckGroup): { passed: number; failed: number } {
  const failures = checks.filter((check) => !check.passed);
  const [failed, passed] = [failures.length, checks.length - failures.length];
  console.log(
    failed === 0
      ? `passed  ${name} (${passed})`
      : `FAILED  ${name} (${failed} of ${checks.length})`,
  );
  for (const check of failures.slice(0, shown))
    console.log(`        ${check.name}: ${check.detail}`);
  if (failed > shown) console.log(`        and ${failed - shown} more`);
  return { passed, failed };
}
