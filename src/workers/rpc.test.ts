import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createDeferred } from './deferred.ts';
import { createLatest } from './latest.ts';
import { createPause } from './pause.ts';
import { type Caller, connect, RemoteError, serve, Transferred, WorkerDeadError } from './rpc.ts';

interface TestCalls {
  double: { params: { value: number }; result: number };
  bytes: { params: { length: number }; result: ArrayBuffer };
  swallow: { params: { bytes: ArrayBuffer }; result: number };
  fail: { params: null; result: null };
  never: { params: null; result: null };
}
type TestEvent = { readonly kind: 'tick'; readonly bytes: ArrayBuffer };

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

const kept: ArrayBuffer[] = [];

function join(onEvent: (event: TestEvent) => void = () => {}) {
  const { port1, port2 } = new MessageChannel();
  const server = serve<TestCalls, TestEvent>(port1, {
    double: ({ value }) => 2 * value,
    bytes: ({ length }) => {
      kept[0] = new ArrayBuffer(length);
      return new Transferred(kept[0], [kept[0]]);
    },
    swallow: ({ bytes }) => bytes.byteLength,
    fail: () => {
      throw new RangeError('too far');
    },
    never: () => new Promise(() => {}),
  });
  const caller: Caller<TestCalls> = connect<TestCalls, TestEvent>(port2, { onEvent });
  port1.start();
  port2.start();
  cleanups.push(() => {
    port1.close();
    port2.close();
  });
  return { caller, server, port2 };
}

describe('rpc', () => {
  it('answers calls, each with its own result', async () => {
    const { caller } = join();
    const values = [1, 2, 3];
    const answers = await Promise.all(values.map((value) => caller.call('double', { value })));
    expect(answers).toEqual([2, 4, 6]);
  });

  it('hands buffers over in both directions', async () => {
    const { caller } = join();
    expect((await caller.call('bytes', { length: 16 })).byteLength).toBe(16);
    expect(kept[0].byteLength).toBe(0);
    const bytes = new ArrayBuffer(8);
    expect(await caller.call('swallow', { bytes }, { transfer: [bytes] })).toBe(8);
    expect(bytes.byteLength).toBe(0);
  });

  it('hands errors over with their names', async () => {
    const { caller } = join();
    const failure = await caller.call('fail', null).catch((error) => error);
    expect(failure).toBeInstanceOf(RemoteError);
    expect([failure.name, failure.message]).toEqual(['RangeError', 'too far']);
  });

  it('gives up on who does not answer, and after close', async () => {
    const { caller } = join();
    await expect(caller.call('never', null, { timeoutMs: 5 })).rejects.toThrow(WorkerDeadError);
    const open = caller.call('never', null);
    caller.close('ended');
    await expect(open).rejects.toThrow('ended');
    await expect(caller.call('double', { value: 1 })).rejects.toThrow(WorkerDeadError);
  });

  it('delivers events with their buffers', async () => {
    const { promise, resolve } = createDeferred<TestEvent>();
    const { server } = join(resolve);
    const bytes = new ArrayBuffer(4);
    server.emit({ kind: 'tick', bytes }, [bytes]);
    expect((await promise).bytes.byteLength).toBe(4);
    expect(bytes.byteLength).toBe(0);
  });

  it('answers after any foreign message', async () => {
    const { caller, port2 } = join();
    const kind = fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__', 'double'));
    const call = fc.record({
      type: fc.constant('call'),
      id: fc.nat(),
      kind,
      params: fc.anything(),
    });
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(call, fc.jsonValue()), async (message) => {
        const clonable = JSON.parse(JSON.stringify(message ?? null));
        port2.postMessage(clonable);
        sent += 1;
        // Foreign ids start at 0 and may meet ours: a call must be answered, whatever by.
        await caller
          .call('swallow', { bytes: new ArrayBuffer(3) }, { timeoutMs: 1000 })
          .catch((error) => {
            if (error instanceof WorkerDeadError) throw error;
          });
      }),
      { numRuns: 100, seed: 1 },
    );
    expect(sent).toBe(100);
  });
});

describe('createLatest', () => {
  it('runs the first and the newest of a flood, one at a time', async () => {
    const seen: number[] = [];
    const first = createDeferred<void>();
    const latest = createLatest<number>(
      async (task) => {
        if (seen.push(task) === 1) await first.promise;
      },
      (error) => expect.unreachable(String(error)),
    );
    const idle = Array.from({ length: 100 }, (_, i) => latest.push(i));
    expect(seen).toEqual([0]);
    first.resolve();
    await Promise.all(idle);
    expect(seen).toEqual([0, 99]);
    await latest.push(100);
    expect(seen).toEqual([0, 99, 100]);
  });

  it('goes on after an error', async () => {
    const errors: unknown[] = [];
    const done: number[] = [];
    const latest = createLatest<number>(
      async (task) => {
        if (task === 0) throw new Error('first');
        done.push(task);
      },
      (error) => errors.push(error),
    );
    void latest.push(0);
    await latest.push(1);
    expect(done).toEqual([1]);
    expect(errors).toHaveLength(1);
  });
});

describe('createPause', () => {
  it('lets messages through', async () => {
    const pause = createPause();
    const { port1, port2 } = new MessageChannel();
    let received = false;
    port1.onmessage = () => (received = true);
    port2.postMessage(null);
    for (let i = 0; i < 100 && !received; i++) await pause();
    expect(received).toBe(true);
    port1.close();
    pause.close();
  });
});
