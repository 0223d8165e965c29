/** A contestant in a process of its own that trains when told to: what passes between the processes. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Speed, Trainer } from './contest.ts';

type Request = { readonly roundMs: number } | 'rest';

type Reply<Facts> =
  | { readonly kind: 'ready'; readonly facts: Facts }
  | ({ readonly kind: 'round' } & Speed)
  | { readonly kind: 'resting' };

/** As it was at the start: opening a GPU changes it, and each process opens its own. */
const environment = { ...process.env };

export interface TrainerProcess<Facts> extends Trainer {
  /** What the process says of itself once it is ready. */
  readonly facts: Facts;
  rest(): Promise<void>;
}

/** Rejects when the process ends before it is ready. It hears `spec` by `readSpec`. */
export async function startProcess<Spec, Facts>(
  script: string,
  spec: Spec,
): Promise<TrainerProcess<Facts>> {
  // Only the bench itself prints results.
  const child = fork(join(import.meta.dirname, script), [JSON.stringify(spec)], {
    stdio: ['ignore', process.stderr, 'inherit', 'ipc'],
    env: environment,
  });
  const { facts } = await nextReply<Facts, 'ready'>(child, 'ready');
  return {
    facts,
    round(roundMs) {
      const result = nextReply<Facts, 'round'>(child, 'round');
      child.send({ roundMs } satisfies Request);
      return result;
    },
    async rest() {
      const result = nextReply<Facts, 'resting'>(child, 'resting');
      child.send('rest' satisfies Request);
      await result;
    },
    close: () => child.kill(),
  };
}

function nextReply<Facts, Kind extends Reply<Facts>['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<Reply<Facts>, { kind: Kind }>> {
  type Wanted = Extract<Reply<Facts>, { kind: Kind }>;
  return new Promise((resolve, reject) => {
    const isWanted = (reply: Reply<Facts>): reply is Wanted => reply.kind === kind;
    const hear = (reply: Reply<Facts>) => {
      if (!isWanted(reply)) return;
      stop();
      resolve(reply);
    };
    const end = () => {
      stop();
      reject(new Error('a process of the bench ended before it had answered'));
    };
    const stop = () => {
      child.off('message', hear);
      child.off('exit', end);
    };
    child.on('message', hear);
    child.on('exit', end);
  });
}

/** In the process: what it was started with. The caller names the type that `startProcess` was given. */
export function readSpec<Spec>(): Spec {
  return JSON.parse(process.argv[2]);
}

export interface Service<Facts> {
  readonly facts: Facts;
  /** Resolves when the step is done. */
  readonly step: () => Promise<void>;
  /** Whether to train on after a round, so that a lane beside it does not get the machine for itself. */
  readonly keepsCompany: boolean;
}

/** In the process: answers for as long as the process lives. */
export function serveRounds<Facts>({ facts, step, keepsCompany }: Service<Facts>): void {
  const reply = (message: Reply<Facts>) => process.send?.(message);
  let resting = true;

  async function train(roundMs: number): Promise<void> {
    resting = !keepsCompany;
    const began = performance.now();
    let steps = 0;
    do {
      await step();
      steps++;
    } while (performance.now() - began < roundMs);
    reply({ kind: 'round', steps, ms: performance.now() - began });
    while (!resting) {
      await step();
      await new Promise(setImmediate);
    }
    if (keepsCompany) reply({ kind: 'resting' });
  }

  process.on('message', (request: Request) => {
    if (request !== 'rest') return void train(request.roundMs);
    if (resting) reply({ kind: 'resting' });
    resting = true;
  });
  process.on('disconnect', () => process.exit());
  reply({ kind: 'ready', facts });
}
