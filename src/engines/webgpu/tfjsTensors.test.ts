import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { installNodeWebgpu } from '../../../tests/nodeWebgpu.ts';
import { rivals } from '../conformance/preparedStep.ts';
import { EngineError, EngineUnavailableError } from '../engine.ts';
import { enterBackend, loadBackend, loadBackendOn } from '../tfjs/backend.ts';
import { openNodeDevice } from './nodeDevice.ts';
import { openOrExplain } from './openForTest.ts';
import { tensorFromVariable, variableFromTensor } from './tfjsTensors.ts';
import { createWebgpuEngine } from './webgpuEngine.ts';

const opened = await openOrExplain();

if (typeof opened === 'string') {
  console.warn(`tests on WebGPU are skipped: ${opened}`);
  test.skip(`tensors on a device: ${opened}`, () => {});
} else describe('tensors on a device', () => describeOn(opened));

function describeOn(device: GPUDevice): void {
  const engine = createWebgpuEngine(device);
  const [spec] = rivals().variables;
  const specs = [
    { ...spec, name: 'w', shape: [40, 30] },
    { ...spec, name: 'b', shape: [3] },
  ];
  const weights = Float32Array.from({ length: 1200 }, (_, i) => Math.sin(i));
  const create = () => {
    const variables = engine.createVariables(specs);
    variables.write('w', weights);
    variables.write('b', Float32Array.of(1, -2, 3));
    return variables;
  };

  test('before tfjs runs on the device, the error says how to start it', () => {
    expect(() => tensorFromVariable(create(), 'w')).toThrow(EngineError);
    expect(() => tensorFromVariable(create(), 'w')).toThrow(/loadBackendOn/);
  });

  describe('with tfjs on it', () => {
    beforeAll(async () => {
      await installNodeWebgpu();
      await loadBackendOn(device);
    });

    test.each(['w', 'b'])('%s to a tensor, doubled by tfjs, and back', async (name) => {
      const variables = create();
      const before = await variables.read(name);
      const held = engine.bufferBytes;
      const tensor = tensorFromVariable(variables, name);
      expect(engine.bufferBytes).toBe(held);
      expect(tensor.shape).toEqual(specs.find((one) => one.name === name)?.shape);
      const doubled = tf.mul(tensor, 2);
      variableFromTensor(variables, name, doubled);
      expect(await variables.read(name)).toEqual(before.map((value) => 2 * value));
      const other = name === 'w' ? 'b' : 'w';
      expect(await variables.read(other)).toEqual(await create().read(other));
      // The tensor keeps what it was made from.
      expect(Float32Array.from(await tensor.data())).toEqual(before);
      tf.dispose([tensor, doubled]);
    });

    test('a tensor that JavaScript made is taken, one of another shape, type or backend is not', async () => {
      const variables = create();
      variableFromTensor(variables, 'b', tf.tensor1d([4, 5, 6]));
      expect([...(await variables.read('b'))]).toEqual([4, 5, 6]);
      expect(() => variableFromTensor(variables, 'b', tf.zeros([4]))).toThrow(/shape \[3\]/);
      expect(() => variableFromTensor(variables, 'b', tf.zeros([3], 'int32'))).toThrow(/float32/);
      expect(() => tensorFromVariable(variables, 'c')).toThrow(/no variable c/);
      await loadBackend('cpu');
      const elsewhere = tf.tensor1d([1, 2, 3]);
      expect(() => variableFromTensor(variables, 'b', elsewhere)).toThrow(/webgpu backend/);
      enterBackend('webgpu');
    });

    test('variables of another device are refused, and so is a second device for tfjs', async () => {
      const second = await openNodeDevice();
      const other = createWebgpuEngine(second);
      const variables = other.createVariables(specs);
      expect(() => tensorFromVariable(variables, 'w')).toThrow(/another GPU device/);
      await expect(loadBackendOn(second)).rejects.toThrow(EngineUnavailableError);
      await loadBackendOn(device);
      other.dispose();
      second.destroy();
    });

    test('handing over again and again holds no memory', () => {
      const variables = create();
      const once = () => {
        const tensor = tensorFromVariable(variables, 'w');
        variableFromTensor(variables, 'w', tensor);
        tensor.dispose();
      };
      once();
      const { numTensors, numBytes } = tf.memory();
      for (let round = 0; round < 20; round++) once();
      expect(tf.memory()).toMatchObject({ numTensors, numBytes });
    });
  });
}
