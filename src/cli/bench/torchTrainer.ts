/** PyTorch in a process of its own, as a contestant: peers/torchStep.py. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import * as v from 'valibot';
import { messageOf } from '../../core/messageOf.ts';
import type { Architecture } from '../../core/runConfig.ts';
import type { Speed, Trainer } from './contest.ts';

export interface TorchSpec {
  readonly architecture: Architecture;
  readonly batch: number;
  readonly threads: number;
  readonly learningRate: number;
}

export interface TorchTrainer extends Trainer {
  readonly version: string;
  /** Numbers of parameters. */
  readonly autoencoder: number;
  readonly critic: number;
  round(ms: number): Promise<Speed & { readonly loss: number }>;
}

/** The first one that has PyTorch is taken. */
const pythons = ['python3', '/usr/bin/python3'];
const script = join(import.meta.dirname, 'peers/torchStep.py');

const readySchema = v.union([
  v.object({ missing: v.string() }),
  v.object({
    torch: v.string(),
    layout: v.string(),
    autoencoder: v.number(),
    critic: v.number(),
  }),
]);
const roundSchema = v.object({ steps: v.number(), ms: v.number(), loss: v.number() });

/** Resolves to the reason where no Python here has PyTorch. */
export async function startTorch(spec: TorchSpec): Promise<TorchTrainer | string> {
  const reasons: string[] = [];
  for (const python of pythons) {
    const started = await startWith(python, spec);
    if (typeof started !== 'string') return started;
    reasons.push(`${python}: ${started}`);
  }
  return reasons.join('; ');
}

async function startWith(python: string, spec: TorchSpec): Promise<TorchTrainer | string> {
  const { architecture, ...rest } = spec;
  const argument = JSON.stringify({ ...architecture, ...rest });
  const child = spawn(python, [script, argument], { stdio: ['pipe', 'pipe', 'inherit'] });
  const nextLine = lineReader(child);
  const first = await nextLine().catch(messageOf);
  const ready = v.safeParse(readySchema, parseOrNull(first));
  if (!ready.success) return first;
  if ('missing' in ready.output) return ready.output.missing;
  const { torch, autoencoder, critic } = ready.output;
  return {
    version: torch,
    autoencoder,
    critic,
    async round(ms) {
      child.stdin.write(`${ms}\n`);
      return v.parse(roundSchema, JSON.parse(await nextLine()));
    },
    close: () => child.stdin.end(),
  };
}

/** Lines are asked for one at a time. */
function lineReader(child: ChildProcessByStdio<Writable, Readable, null>): () => Promise<string> {
  const lines = createInterface({ input: child.stdout });
  let failure = 'it ended before it had answered';
  let closed = false;
  child.on('error', ({ message }) => {
    failure = message;
  });
  child.on('close', () => {
    closed = true;
  });
  // A write to a process that is gone is reported by the line that never comes.
  child.stdin.on('error', () => {});
  return () =>
    new Promise((resolve, reject) => {
      const stop = () => {
        lines.off('line', hear);
        child.off('close', end);
      };
      const hear = (line: string) => {
        stop();
        resolve(line);
      };
      const end = () => {
        stop();
        reject(new Error(failure));
      };
      if (closed) return end();
      lines.on('line', hear);
      child.on('close', end);
    });
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
