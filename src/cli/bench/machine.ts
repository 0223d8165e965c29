import { availableParallelism, cpus, totalmem } from 'node:os';

/** Where the numbers come from, as times mean little without it. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly runtime: string;
  readonly platform: string;
}

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    runtime: `Node ${process.versions.node}, V8 ${process.versions.v8}`,
    platform: `${process.platform} ${process.arch}`,
  };
}

export function describeInWords({ cpu, cores, memoryGiB, runtime, platform }: Machine): string {
  return `${cpu}, ${cores} cores, ${memoryGiB} GiB; ${runtime}; ${platform}`;
}
