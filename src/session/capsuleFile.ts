/**
 * A session as one file: a zip of capsule.json (the experiment as its address, and sums of the other entries),
 * notes.md, and a safetensors file for each lane with weights. Entries are stored, not compressed, which weights
 * would not be anyhow: so nothing grows while it is read. Zip: fflate.
 */
import { unzipSync, zipSync } from 'fflate';
import { canonicalJson } from '../core/canonicalJson.ts';
import { type Experiment, maximumLanes } from '../core/experiment.ts';
import { decodeExperiment, encodeExperiment } from '../core/experimentUrl.ts';
import { longestNotes } from '../store/notes.ts';

export interface Capsule {
  readonly experiment: Experiment;
  readonly notes: string;
  /** For each lane, in the experiment's order: the bytes of a snapshot or checkpoint file, or null. */
  readonly weights: readonly (Uint8Array<ArrayBuffer> | null)[];
}

/** What is wrong with a file that is no capsule; nothing has been changed. */
export class CapsuleError extends Error {
  override name = 'CapsuleError';
  readonly fault: CapsuleFault;
  constructor(fault: CapsuleFault) {
    super(fault);
    this.fault = fault;
  }
}

/** Foreign: written by something else; later: by a later Betwixt. */
export type CapsuleFault = 'tooLarge' | 'foreign' | 'later' | 'damaged';

export const capsuleEnding = '.betwixt';

/** Ten checkpoints of the paper's networks have less. */
export const largestCapsule = 256 * 1024 * 1024;

const format = 'betwixt session';
const version = 1;
const mainName = 'capsule.json';
const notesName = 'notes.md';
/** Notes may have four bytes a character, and a manifest is far shorter. */
const longestText = 4 * longestNotes;

/** Entries have one date, so that equal sessions make equal files. */
const zipDate = new Date(1980, 0, 2);

export function encodeCapsule({ experiment, notes, weights }: Capsule): Uint8Array<ArrayBuffer> {
  const entries: Record<string, Uint8Array<ArrayBuffer>> = {};
  if (notes !== '') entries[notesName] = new TextEncoder().encode(notes);
  experiment.lanes.forEach((_lane, index) => {
    const bytes = weights[index];
    if (bytes) entries[weightsName(index)] = bytes;
  });
  const sums = Object.fromEntries(
    Object.entries(entries).map(([name, bytes]) => [name, sumOf(bytes)]),
  );
  // Whoever opens it keeps his own language.
  const facts = {
    format,
    version,
    experiment: encodeExperiment(experiment, experiment.language),
    sums,
  };
  const main = JSON.stringify({ ...facts, sum: sumOfFacts(facts) }, null, 1);
  const files = { [mainName]: new TextEncoder().encode(main), ...entries };
  return new Uint8Array(zipSync(files, { level: 0, mtime: zipDate }));
}

/**
 * Reads and checks a whole file before anything of it is used; what is read is never larger than the file.
 * `language`: of the page that opens it.
 * @throws CapsuleError
 */
export function decodeCapsule(bytes: Uint8Array, language: Experiment['language']): Capsule {
  if (bytes.length > largestCapsule) throw new CapsuleError('tooLarge');
  if (!looksLikeZip(bytes)) throw new CapsuleError('foreign');
  const entries = readEntries(bytes);
  const { hash, sums } = readMain(entries.get(mainName));
  for (const [name, sum] of Object.entries(sums)) {
    const entry = entries.get(name);
    if (!entry || sumOf(entry) !== sum) throw new CapsuleError('damaged');
  }
  if (entries.size !== Object.keys(sums).length + 1) throw new CapsuleError('damaged');
  const { experiment, problems } = decodeExperiment(hash, language);
  if (problems.length > 0) throw new CapsuleError('damaged');
  const weights = experiment.lanes.map((_lane, index) => entries.get(weightsName(index)) ?? null);
  const held = weights.filter((each) => each !== null).length;
  const notes = readText(entries.get(notesName) ?? new Uint8Array());
  if (held + 1 + Number(entries.has(notesName)) !== entries.size || notes.length > longestNotes) {
    throw new CapsuleError('damaged');
  }
  return { experiment, notes, weights };
}

/** As every zip with something in it begins. */
export function looksLikeZip(bytes: Uint8Array): boolean {
  return [0x50, 0x4b, 0x03, 0x04].every((byte, index) => bytes[index] === byte);
}

function weightsName(lane: number): string {
  return `lane-${lane + 1}.safetensors`;
}

/** Names and sizes are checked as the directory is read, before an entry's bytes are copied. */
function readEntries(bytes: Uint8Array): Map<string, Uint8Array<ArrayBuffer>> {
  const known = new Set([
    mainName,
    notesName,
    ...Array.from({ length: maximumLanes }, (_, index) => weightsName(index)),
  ]);
  const seen = new Set<string>();
  let total = 0;
  try {
    const entries = unzipSync(bytes, {
      filter({ name, size, originalSize, compression }) {
        if (!known.has(name)) throw new CapsuleError('foreign');
        if (seen.has(name) || compression !== 0 || size !== originalSize) {
          throw new CapsuleError('damaged');
        }
        seen.add(name);
        const isText = name === mainName || name === notesName;
        if (!(size >= 0) || (isText && size > longestText)) throw new CapsuleError('damaged');
        total += size;
        if (total > bytes.length) throw new CapsuleError('damaged');
        return true;
      },
    });
    return new Map(Object.entries(entries).map(([name, entry]) => [name, new Uint8Array(entry)]));
  } catch (error) {
    // What fflate finds wrong with a zip.
    throw error instanceof CapsuleError ? error : new CapsuleError('damaged');
  }
}

function readMain(bytes: Uint8Array | undefined): {
  hash: string;
  sums: Readonly<Record<string, string>>;
} {
  if (!bytes) throw new CapsuleError('foreign');
  const main = parseJson(readText(bytes));
  if (!isRecord(main) || main.format !== format) throw new CapsuleError('foreign');
  if (typeof main.version === 'number' && main.version > version) throw new CapsuleError('later');
  const { sum, ...facts } = main;
  const { experiment: hash, sums } = facts;
  if (sum !== sumOfFacts(facts) || typeof hash !== 'string' || !isRecord(sums)) {
    throw new CapsuleError('damaged');
  }
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(sums)) {
    if (typeof value !== 'string') throw new CapsuleError('damaged');
    read[name] = value;
  }
  return { hash, sums: read };
}

function readText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CapsuleError('damaged');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CapsuleError('damaged');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sumOfFacts(facts: Readonly<Record<string, unknown>>): string {
  return sumOf(new TextEncoder().encode(canonicalJson(facts)));
}

/** FNV-1a, 32 bits: tells damaged bytes from whole ones, not forged from true. */
function sumOf(bytes: Uint8Array): string {
  let sum = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) sum = Math.imul(sum ^ bytes[i], 0x01000193);
  return (sum >>> 0).toString(16);
}
