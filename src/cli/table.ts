/** `npm run table`: a sweep's results beside the paper's. */
import { formatResults, tableFormats } from '../sweep/formatTable.ts';
import { readResults } from '../sweep/resultsFolder.ts';
import { tableRows } from '../sweep/resultsTable.ts';
import { SweepError } from '../sweep/sweepError.ts';
import { note, readArguments, readChoice, runCommand, UsageError } from './commandLine.ts';

const usage = `npm run table -- results/lines-quick [--format ${tableFormats.join('|')}]`;

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
  const [folder, ...more] = positionals;
  if (!folder || more.length > 0) throw new UsageError(`name one results folder: ${usage}`);
  const format = readChoice('format', values.format, tableFormats);
  process.stdout.write(formatResults(tableRows(await readResults(folder)), format));
  return 0;
}

await runCommand(main, [], [SweepError]);
