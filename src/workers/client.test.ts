import { afterEach, describe, expect, it } from 'vitest';
import { type ChannelWorker, createChannelWorker } from '../../tests/channelWorker.ts';
import { type Client, createClient } from './client.ts';
import { serve, WorkerDeadError } from './rpc.ts';

interface TestCalls {
  greet: { params: { name: string }; result: string };
  fail: { params: null; result: null };
  never: { params: null; result: null };
}

let worker: ChannelWorker;
let client: Client<TestCalls>;
const deaths: string[] = [];

function open(): void {
  deaths.length = 0;
  worker = createChannelWorker((endpoint) =>
    serve<TestCalls>(endpoint, {
      greet: ({ name }) => `hello ${name}`,
      fail: () => {
        throw new Error('no');
      },
      never: () => new Promise(() => {}),
    }),
  );
  client = createClient<TestCalls>(worker, {
    timeoutMs: 20_000,
    onDeath: (reason) => deaths.push(reason),
  });
}
afterEach(() => client.end());

describe('the client of a worker', () => {
  it('outlives calls that fail', async () => {
    open();
    await expect(client.call('fail', null)).rejects.toThrow('no');
    expect(await client.call('greet', { name: 'you' })).toBe('hello you');
    expect(client.alive).toBe(true);
    expect(deaths).toEqual([]);
  });

  it('takes a worker that does not answer for dead, and tells it once', async () => {
    open();
    const patient = client.call('never', null, { timeoutMs: Number.POSITIVE_INFINITY });
    const refusal = expect(patient).rejects.toThrow(WorkerDeadError);
    await expect(client.call('never', null, { timeoutMs: 20 })).rejects.toThrow(WorkerDeadError);
    await refusal;
    expect(deaths).toEqual(['no answer to never within 0.02 s']);
    expect([client.alive, worker.ended]).toEqual([false, true]);
    await expect(client.call('greet', { name: 'you' })).rejects.toThrow(WorkerDeadError);
    worker.crash('late');
    client.giveUp('later');
    expect(deaths).toHaveLength(1);
  });

  it('tells of a worker that crashes, and fails its open calls', async () => {
    open();
    const refusal = expect(client.call('never', null)).rejects.toThrow('out of memory');
    worker.crash('out of memory');
    await refusal;
    expect(deaths).toEqual(['out of memory']);
  });

  it('ends without a word when it is told to', async () => {
    open();
    const refusal = expect(client.call('never', null)).rejects.toThrow('was ended');
    client.end();
    await refusal;
    expect([client.alive, worker.ended, deaths.length]).toEqual([false, true, 0]);
  });
});
