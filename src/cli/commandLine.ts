/** What every command does alike: reads its arguments, prints JSON lines, and fails in one clear line. */

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { messageOf } from '../core/messageOf.ts';

/** Arguments that a command cannot run with; ends it with exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** `parseArgs` of the process's arguments. @throws UsageError in one line. */
export function readArguments<T extends ParseArgsConfig>(config: T) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(messageOf(error).split('. ')[0]);
  }
}

/** @throws UsageError when the text is not a whole number from `minimum` on. */
export function readWholeNumber(option: string, text: string, minimum = 1): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= minimum) return value;
  throw new UsageError(`--${option} takes a whole number from ${minimum} on, not '${text}'`);
}

/** @throws UsageError when the text is none of the choices. */
export function readChoice<T extends string>(
  option: string,
  text: string,
  choices: readonly T[],
): T {
  const choice = choices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  throw new UsageError(`--${option} is one of ${choices.join(', ')}, not '${text}'`);
}

/** One JSON object on a line of its own; NaN and infinities become null. */
export function printLine(value: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

type ErrorType = abstract new (...args: never[]) => Error;

/**
 * Runs a command and sets the exit code: 2 for bad arguments and for `refusals`, 1 for the errors that a
 * user can meet, each with its message as one line; anything else is a fault of ours and keeps its stack.
 */
export async function runCommand(
  main: (args: string[]) => Promise<number>,
  expected: readonly ErrorType[],
  refusals: readonly ErrorType[] = [],
): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    const is = (type: ErrorType) => error instanceof type;
    if (!(error instanceof Error)) throw error;
    if (error instanceof UsageError || refusals.some(is)) process.exitCode = 2;
    else if (expected.some(is)) process.exitCode = 1;
    else throw error;
    note(error.message);
  }
}
