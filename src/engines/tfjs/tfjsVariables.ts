/** Variables as tfjs tensors, replaced as a whole by each update. */
import * as tf from '@tensorflow/tfjs-core';
import { sameShape, sampleSize, type VariableSpec } from '../../graph/tensor.ts';
import { EngineError, type Variables } from '../engine.ts';
import { enterBackend, type TfjsBackend } from './backend.ts';

export class TfjsVariables implements Variables {
  readonly specs: readonly VariableSpec[];
  readonly backend: TfjsBackend;
  private readonly tensors = new Map<string, tf.Tensor>();

  constructor(backend: TfjsBackend, specs: readonly VariableSpec[]) {
    enterBackend(backend);
    this.backend = backend;
    this.specs = specs;
    for (const { name, shape } of specs) {
      if (this.tensors.has(name)) throw new EngineError(`variable ${name} is declared twice`);
      this.tensors.set(name, tf.keep(tf.zeros([...shape])));
    }
  }

  /** @throws EngineError unless a variable of that name and shape is held. */
  require({ name, shape }: VariableSpec): void {
    const own = this.tensor(name).shape;
    if (sameShape(own, shape)) return;
    throw new EngineError(`variable ${name} has shape [${own}], the program needs [${shape}]`);
  }

  tensor(name: string): tf.Tensor {
    const tensor = this.tensors.get(name);
    if (!tensor) throw new EngineError(`there is no variable ${name} (or it was disposed of)`);
    return tensor;
  }

  /** Takes ownership of `tensor`. */
  replace(name: string, tensor: tf.Tensor): void {
    this.tensor(name).dispose();
    this.tensors.set(name, tf.keep(tensor));
  }

  async read(name: string): Promise<Float32Array> {
    const tensor = this.tensor(name);
    enterBackend(this.backend);
    return Float32Array.from(await tensor.data());
  }

  write(name: string, values: Float32Array): void {
    const { shape } = this.tensor(name);
    const size = sampleSize({ shape, batches: 0 });
    if (values.length !== size) {
      throw new EngineError(`variable ${name} has ${size} elements, got ${values.length}`);
    }
    enterBackend(this.backend);
    this.replace(name, tf.tensor(values.slice(), shape, 'float32'));
  }

  dispose(): void {
    for (const tensor of this.tensors.values()) tensor.dispose();
    this.tensors.clear();
  }
}
