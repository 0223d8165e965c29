/** Keeps the experiment in the URL's hash, so that a reload or a shared link shows the same. */
import { type Language, preferredLanguage } from '../core/experiment.ts';
import { decodeExperiment, encodeExperiment } from '../core/experimentUrl.ts';
import { experimentStore } from '../store/experiment.ts';
import { notify } from '../store/view.ts';
import { linkTexts } from '../texts/link.ts';

/** Browsers allow about 100 changes of the address in 30 s. */
const quietMs = 400;

export interface Address {
  readonly hash: string;
  /** What the user prefers, best first; an address that names no language is in the first that is spoken. */
  readonly languages?: readonly string[];
  replace(hash: string): void;
  /** Calls back when the user follows a link to another hash of this page. */
  onChange(changed: () => void): () => void;
}

export const browserAddress: Address = {
  get hash() {
    return location.hash;
  },
  get languages() {
    return navigator.languages;
  },
  replace: (hash) => history.replaceState(history.state, '', hash),
  onChange(changed) {
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  },
};

/** Reads the hash into the store, then mirrors the store to it; returns how to stop. */
export function syncUrl(address: Address, during: <T>(work: Promise<T>) => Promise<T>): () => void {
  const language = preferredLanguage(address.languages ?? []);
  read(address.hash, language);
  let timer: ReturnType<typeof setTimeout> | null = null;
  let written: () => void = () => {};

  function write(): void {
    timer = null;
    const hash = encodeExperiment(experimentStore.getState(), language);
    if (hash !== address.hash) address.replace(hash);
    written();
  }
  const stopStore = experimentStore.subscribe(() => {
    if (timer === null) void during(new Promise<void>((resolve) => (written = resolve)));
    else clearTimeout(timer);
    timer = setTimeout(write, quietMs);
  });
  const stopAddress = address.onChange(() => {
    const shown = encodeExperiment(experimentStore.getState(), language);
    if (address.hash !== shown) read(address.hash, language);
  });
  return () => {
    stopStore();
    stopAddress();
    if (timer !== null) clearTimeout(timer);
    written();
  };
}

function read(hash: string, language: Language): void {
  if (hash.length <= 1) {
    experimentStore.setState({ language });
    return;
  }
  const { experiment, problems } = decodeExperiment(hash, language);
  experimentStore.setState(experiment);
  const texts = linkTexts[experiment.language];
  for (const problem of problems) notify('warning', texts.inLink(texts.describe(problem)));
}
