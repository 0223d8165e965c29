import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** Where the numbers come from, as times mean little without it. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly runtime: string;
  readonly platform: string;
  /** Processes that wanted a core in the minute before, on average; 0 on Windows. */
  readonly load: number;
}

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    runtime: `Node ${process.versions.node}, V8 ${process.versions.v8}`,
    platform: `${process.platform} ${process.arch}`,
    load: loadavg()[0],
  };
}

export function describeInWords(machine: Machine): string {
  const { cpu, cores, memoryGiB, runtime, platform, load } = machine;
  const words = `${cpu}, ${cores} cores, ${memoryGiB} GiB; ${runtime}; ${platform}`;
  return `${words}; load ${load.toFixed(1)}${load > cores / 2 ? ', so the times are those of a busy machine' : ''}`;
}
