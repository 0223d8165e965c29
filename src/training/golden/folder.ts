/** A folder of golden values (tests/golden/README.md, "Formats"), of any seed and size. */
import * as v from 'valibot';
import { readSafetensors, SafetensorsError, type StoredTensor } from '../safetensors.ts';

/** The folder cannot be checked against: something is missing, damaged, or of another form. */
export class GoldenFolderError extends Error {
  override name = 'GoldenFolderError';
}

/** A number of a golden JSON file, where null means NaN. */
export const goldenNumber = v.pipe(
  v.nullable(v.number()),
  v.transform((value) => value ?? Number.NaN),
);

export class GoldenTensors {
  private readonly file: string;
  private readonly tensors: ReadonlyMap<string, StoredTensor>;

  constructor(file: string, tensors: ReadonlyMap<string, StoredTensor>) {
    this.file = file;
    this.tensors = tensors;
  }

  get names(): string[] {
    return [...this.tensors.keys()];
  }

  has(name: string): boolean {
    return this.tensors.has(name);
  }

  /** @throws GoldenFolderError when there is none of this name. */
  get(name: string): StoredTensor {
    const tensor = this.tensors.get(name);
    if (!tensor) throw new GoldenFolderError(`${this.file} has no tensor '${name}'`);
    return tensor;
  }

  f32(name: string): Float32Array<ArrayBuffer> {
    return Float32Array.from(this.get(name).values);
  }

  f64(name: string): Float64Array<ArrayBuffer> {
    return Float64Array.from(this.get(name).values);
  }
}

/** Where a folder's files come from: a disk, or a server. */
export interface FolderFiles {
  /** Names of the files in `models`, or null where there is no such folder. */
  modelFiles(): readonly string[] | null;
  /** `path` is relative to the folder; null where there is no such file. */
  read(path: string): Uint8Array | null;
}

export class GoldenFolder {
  /** For people. */
  readonly path: string;
  private readonly files: FolderFiles;

  constructor(path: string, files: FolderFiles) {
    this.path = path;
    this.files = files;
  }

  /** Names of the models, one for each `models/<name>.safetensors`. */
  modelNames(): string[] {
    const suffix = '.safetensors';
    const files = this.files.modelFiles();
    if (!files) throw new GoldenFolderError(`${this.path} has no folder models`);
    return files
      .filter((name) => name.endsWith(suffix) && name !== `common${suffix}`)
      .map((name) => name.slice(0, -suffix.length))
      .sort();
  }

  /** @throws GoldenFolderError when `<name>.safetensors` is missing or damaged. */
  tensors(name: string): GoldenTensors {
    const file = `${name}.safetensors`;
    try {
      return new GoldenTensors(file, readSafetensors(this.bytes(file)).tensors);
    } catch (error) {
      if (!(error instanceof SafetensorsError)) throw error;
      throw new GoldenFolderError(`${file} cannot be read: ${error.message}`);
    }
  }

  /** @throws GoldenFolderError when `<name>.json` is missing or has not the form of `schema`. */
  json<Schema extends v.GenericSchema>(name: string, schema: Schema): v.InferOutput<Schema> {
    const file = `${name}.json`;
    const result = v.safeParse(schema, this.parse(file));
    if (result.success) return result.output;
    const [issue] = result.issues;
    throw new GoldenFolderError(`${file}: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
  }

  private parse(file: string): unknown {
    const text = new TextDecoder().decode(this.bytes(file));
    try {
      return JSON.parse(text);
    } catch {
      throw new GoldenFolderError(`${file} is not JSON`);
    }
  }

  private bytes(file: string): Uint8Array {
    const bytes = this.files.read(file);
    if (!bytes) throw new GoldenFolderError(`${this.path} has no file ${file}`);
    return bytes;
  }
}
