/**
 * Feeds of the steps that wait for a submit, each in a region of its own. They go to the GPU in one
 * write; there each step copies its region to where the kernels look.
 */
import type { Gpu } from './gpu.ts';

export interface FeedRing {
  /** The region of the next step; to be filled before it is recorded. */
  readonly region: Float32Array;
  /** Records the copy, and moves on to the next region. */
  record(encoder: GPUCommandEncoder): void;
  /** Of what it holds besides `target`. */
  readonly bytes: number;
  dispose(): void;
}

/** `target` holds the feeds of one step. No more steps than `stepsPerSubmit` may wait at a time. */
export function createFeedRing(gpu: Gpu, target: GPUBuffer, floats: number): FeedRing {
  const { device, commands } = gpu;
  const count = commands.stepsPerSubmit;
  const fed = new Float32Array(floats * count);
  const regions = Array.from({ length: count }, (_, i) =>
    fed.subarray(i * floats, (i + 1) * floats),
  );
  // A step that waits for no other is written to where it is read.
  const upload = count === 1 ? target : gpu.createBuffer('feeds of several steps', fed.length);
  let used = 0;

  function send(): void {
    device.queue.writeBuffer(upload, 0, fed, 0, used * floats);
    used = 0;
  }

  return {
    get region() {
      return regions[used];
    },
    record(encoder) {
      if (used === 0) commands.beforeSubmit(send);
      if (upload !== target) {
        encoder.copyBufferToBuffer(upload, used * floats * 4, target, 0, floats * 4);
      }
      used++;
    },
    bytes: upload === target ? 0 : upload.size,
    dispose() {
      if (upload !== target) gpu.destroyBuffer(upload);
    },
  };
}
