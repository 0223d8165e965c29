/** `npm run table`: a sweep's results beside the paper's. */
import { formatResults, tableFormats } from '../core/formatTable.ts';
import { formatPublished } from '../core/publishedResults.ts';
import { tableRows } from '../core/resultsTable.ts';
import { benchmarkRuns } from '../sweep/benchmarkRuns.ts';
import { readResults } from '../sweep/resultsFolder.ts';
import { SweepError } from '../sweep/sweepError.ts';
import { note, readArguments, readChoice, runCommand, UsageError } from './commandLine.ts';

const formats = [...tableFormats, 'json'] as const;

const usage = `npm run table -- results/lines-quick [more folders] [--format ${formats.join('|')}]
  json is the file of finished runs that the page's Benchmark reads: public/results/lines.json`;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = readArguments({
    args,
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'markdown' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    note(usage);
    return 0;
  }
  if (positionals.length === 0) throw new UsageError(`name a results folder: ${usage}`);
  const format = readChoice('format', values.format, formats);
  const runs = [];
  for (const folder of positionals) runs.push(...benchmarkRuns(await readResults(folder)));
  const text = format === 'json' ? formatPublished(runs) : formatResults(tableRows(runs), format);
  process.stdout.write(text);
  return 0;
}

await runCommand(main, [], [SweepError]);
