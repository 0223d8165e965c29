/** What a GPU device is asked to do, seen from outside: counts of calls, and times of passes. */

export interface DeviceCounts {
  readonly dispatches: number;
  readonly passes: number;
  readonly submits: number;
  readonly bindGroups: number;
}

/** Counts all calls while `work` runs, of whoever makes them on this device. */
export async function countCalls(
  device: GPUDevice,
  work: () => Promise<void>,
): Promise<DeviceCounts> {
  const counts = { dispatches: 0, passes: 0, submits: 0, bindGroups: 0 };
  const { queue } = device;
  const submit = queue.submit.bind(queue);
  const createBindGroup = device.createBindGroup.bind(device);
  queue.submit = (buffers) => {
    counts.submits++;
    submit(buffers);
  };
  device.createBindGroup = (descriptor) => {
    counts.bindGroups++;
    return createBindGroup(descriptor);
  };
  const restore = onEachPass(device, (begin, descriptor) => {
    counts.passes++;
    const pass = begin(descriptor);
    const dispatch = pass.dispatchWorkgroups.bind(pass);
    const dispatchIndirect = pass.dispatchWorkgroupsIndirect.bind(pass);
    pass.dispatchWorkgroups = (x, y, z) => {
      counts.dispatches++;
      dispatch(x, y, z);
    };
    pass.dispatchWorkgroupsIndirect = (buffer, offset) => {
      counts.dispatches++;
      dispatchIndirect(buffer, offset);
    };
    return pass;
  });
  try {
    await work();
  } finally {
    queue.submit = submit;
    device.createBindGroup = createBindGroup;
    restore();
  }
  return counts;
}

/** Of a query set. */
const mostQueries = 4096;
// As numbers: the globals that name them are the browser's.
const usage = { mapRead: 1, copySource: 4, copyTarget: 8, queryResolve: 512 };

/**
 * Milliseconds on the GPU of each compute pass that begins while `work` runs, at most 2048 of them; null
 * where the device has no timestamps.
 */
export async function timePasses(
  device: GPUDevice,
  work: () => Promise<void>,
): Promise<number[] | null> {
  if (!device.features.has('timestamp-query')) return null;
  const querySet = device.createQuerySet({ type: 'timestamp', count: mostQueries });
  let used = 0;
  const restore = onEachPass(device, (begin, descriptor) => {
    if (used === mostQueries || descriptor?.timestampWrites) return begin(descriptor);
    const timestampWrites = {
      querySet,
      beginningOfPassWriteIndex: used++,
      endOfPassWriteIndex: used++,
    };
    return begin({ ...descriptor, timestampWrites });
  });
  try {
    await work();
  } finally {
    restore();
  }
  const times = used === 0 ? [] : await readTimes(device, querySet, used);
  querySet.destroy();
  return times;
}

async function readTimes(
  device: GPUDevice,
  querySet: GPUQuerySet,
  count: number,
): Promise<number[]> {
  const size = count * 8;
  const resolved = device.createBuffer({ size, usage: usage.queryResolve | usage.copySource });
  const readable = device.createBuffer({ size, usage: usage.mapRead | usage.copyTarget });
  const encoder = device.createCommandEncoder();
  encoder.resolveQuerySet(querySet, 0, count, resolved, 0);
  encoder.copyBufferToBuffer(resolved, 0, readable, 0, size);
  device.queue.submit([encoder.finish()]);
  await readable.mapAsync(1);
  const nanoseconds = new BigInt64Array(readable.getMappedRange().slice(0));
  resolved.destroy();
  readable.destroy();
  return Array.from({ length: count / 2 }, (_, pass) => {
    return Number(nanoseconds[2 * pass + 1] - nanoseconds[2 * pass]) / 1e6;
  });
}

type BeginPass = GPUCommandEncoder['beginComputePass'];

/** Puts `replacement` in the place of every encoder's `beginComputePass`; returns how to undo it. */
function onEachPass(
  device: GPUDevice,
  replacement: (begin: BeginPass, ...args: Parameters<BeginPass>) => GPUComputePassEncoder,
): () => void {
  const createCommandEncoder = device.createCommandEncoder.bind(device);
  device.createCommandEncoder = (descriptor) => {
    const encoder = createCommandEncoder(descriptor);
    const begin = encoder.beginComputePass.bind(encoder);
    encoder.beginComputePass = (passDescriptor) => replacement(begin, passDescriptor);
    return encoder;
  };
  return () => {
    device.createCommandEncoder = createCommandEncoder;
  };
}
