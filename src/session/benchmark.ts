/**
 * What the Benchmark page stands on: the results and checkpoints that ship, the runs that were trained here
 * and are kept for the next visit, the queue of those that are to be, and strips of any of them.
 */

import type { BenchmarkRun } from '../core/benchmarkRun.ts';
import { canonicalJson } from '../core/canonicalJson.ts';
import type { Endpoints } from '../core/experiment.ts';
import { messageOf } from '../core/messageOf.ts';
import { readPublished } from '../core/publishedResults.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { manifestName, readManifest, type ShippedRun } from '../core/shippedCheckpoints.ts';
import { pictureBoard } from '../plots/pictureBoard.ts';
import { benchmarkStore, provideBenchmark, stripRow, type Weights } from '../store/benchmark.ts';
import { experimentStore } from '../store/experiment.ts';
import { notify } from '../store/view.ts';
import { benchmarkTexts } from '../texts/benchmark.ts';
import { methodName, methodTexts } from '../texts/methods.ts';
import { createKeptRuns, type KeptRuns } from '../workers/keptRuns.ts';
import { type BackgroundParts, createBackground } from './background.ts';
import type { ViewFeed } from './viewFeed.ts';

/** As many as an interpolation of the protocol has. */
const columns = 16;

export interface BenchmarkParts extends Omit<BackgroundParts, 'onEnded' | 'evaluate'> {
  readonly feed: Pick<ViewFeed, 'evaluateFile' | 'fileStrips'>;
  readonly kept?: KeptRuns;
  /** The text of the results that ship. @throws Error saying why it is not there. */
  readonly fetchResults?: () => Promise<string>;
  /** A file of those in public/checkpoints. @throws Error */
  readonly fetchShipped: (name: string) => Promise<ArrayBuffer>;
  readonly download: (bytes: ArrayBuffer, name: string) => void;
}

export interface Benchmark {
  close(): void;
}

export function startBenchmark(parts: BenchmarkParts): Benchmark {
  const { feed, kept = createKeptRuns(), during } = parts;
  /** Weights of this visit's runs, should they not be kept. */
  const unkept = new Map<string, ArrayBuffer>();
  const background = createBackground({
    ...parts,
    evaluate: feed.evaluateFile,
    onEnded: (run, weights) => void during(keep(run, weights)),
  });

  async function keep(run: BenchmarkRun, weights: ArrayBuffer | null): Promise<void> {
    const id = crypto.getRandomValues(new Uint32Array(2)).join('-');
    const { here } = benchmarkStore.getState();
    // One of the same config has failed before, or it would not have been trained again.
    const earlier = here.filter((other) => sameRun(other.run, run.config));
    const others = here.filter((other) => !earlier.includes(other));
    benchmarkStore.setState({ here: [...others, { id, run }] });
    const { failure } = run.result ?? {};
    if (failure) notify('warning', texts().runFailed(nameOf(run.config), failure));
    for (const other of earlier) await kept.forget(other.id);
    if (await kept.keep(id, run, weights)) return;
    if (weights) unkept.set(id, weights);
    notify('warning', texts().notKept);
  }

  function run(configs: readonly RunConfig[]): void {
    const { here, queue } = benchmarkStore.getState();
    const wanted = configs.filter(
      (config) =>
        !queue.some((queued) => canonicalJson(queued.config) === canonicalJson(config)) &&
        !here.some((each) => each.run.result?.failure === null && sameRun(each.run, config)),
    );
    if (wanted.length < configs.length) {
      notify('info', texts().alreadyThere(configs.length - wanted.length));
    }
    background.add(wanted);
  }

  async function bytesOf(weights: Weights): Promise<ArrayBuffer> {
    if ('file' in weights) return parts.fetchShipped(weights.file);
    const bytes = unkept.get(weights.id) ?? (await kept.weights(weights.id));
    if (bytes) return bytes;
    throw new Error(texts().noWeights);
  }

  /** Grows with each wish for strips: older ones are dropped. */
  let wish = 0;

  async function showStrips(weights: Weights, pairs: readonly Endpoints[]): Promise<void> {
    const mine = ++wish;
    const empty = { pairs, message: null, numbers: [] };
    benchmarkStore.setState({ strips: { ...empty, state: 'loading' } });
    try {
      const strips = await feed.fileStrips(await bytesOf(weights), pairs, columns);
      if (mine !== wish) return;
      strips.forEach(({ strip, ideal }, i) => {
        pictureBoard.pinStrip(stripRow(i, false), strip.pictures);
        pictureBoard.pinStrip(stripRow(i, true), ideal.pictures);
      });
      const numbers = strips.map(({ strip: { meanDistance, smoothness } }) => {
        return { meanDistance, smoothness };
      });
      benchmarkStore.setState({ strips: { ...empty, state: 'ready', numbers } });
    } catch (error) {
      if (mine !== wish) return;
      const message = messageOf(error);
      benchmarkStore.setState({ strips: { ...empty, state: 'failed', message } });
    }
  }

  function hideStrips(): void {
    wish += 1;
    const { strips } = benchmarkStore.getState();
    strips?.pairs.forEach((_, i) => {
      for (const ideal of [true, false]) pictureBoard.forget(stripRow(i, ideal));
    });
    benchmarkStore.setState({ strips: null });
  }

  async function load(): Promise<void> {
    benchmarkStore.setState({ state: 'loading' });
    const [published, shipped, here] = await Promise.all([
      loadPublished(parts.fetchResults ?? fetchPublished),
      loadShipped(parts.fetchShipped),
      kept.all(),
    ]);
    benchmarkStore.setState({
      state: 'ready',
      ...published,
      shipped,
      here: [...here].map(([id, run]) => ({ id, run })),
    });
  }

  provideBenchmark({
    run,
    cancel: background.cancel,
    forget(id) {
      benchmarkStore.setState(({ here }) => ({ here: here.filter((each) => each.id !== id) }));
      unkept.delete(id);
      void during(kept.forget(id));
    },
    showStrips: (weights, pairs) => void during(showStrips(weights, pairs)),
    hideStrips,
    download: parts.download,
  });
  void during(load());

  return {
    close() {
      background.close();
      hideStrips();
    },
  };
}

const texts = () => benchmarkTexts[experimentStore.getState().language];

/** "VAE + critic, seed 2". */
function nameOf(config: RunConfig): string {
  const { language } = experimentStore.getState();
  return `${methodName(config, methodTexts[language])}, ${texts().seed(config.seed)}`;
}

function sameRun(run: BenchmarkRun, config: RunConfig): boolean {
  return canonicalJson(run.config) === canonicalJson(config);
}

async function loadPublished(fetchText: () => Promise<string>) {
  try {
    return { published: readPublished(await fetchText()), fault: null };
  } catch (error) {
    return { published: [], fault: messageOf(error) };
  }
}

/** None where the manifest cannot be read: the page that opens with its files tells why. */
async function loadShipped(fetchFile: BenchmarkParts['fetchShipped']): Promise<ShippedRun[]> {
  try {
    return readManifest(new TextDecoder().decode(await fetchFile(manifestName)));
  } catch {
    return [];
  }
}

/** public/results/lines.json, which lies beside the page. @throws Error */
async function fetchPublished(): Promise<string> {
  const response = await fetch('./results/lines.json').catch(() => {
    throw new Error(texts().networkFault);
  });
  if (!response.ok) throw new Error(texts().httpFault(response.status));
  return response.text();
}
