/** The connection to the queue's Redis: refused at once where there is none, patient once it was there. */

import { Redis } from 'ioredis';
import { messageOf } from '../../core/messageOf.ts';
import { SweepError } from '../sweepError.ts';

/** Until the first answer. */
const openMs = 5000;
/** In mid-run, of at most 5 s each: ten minutes without an answer. */
const mostTrials = 125;

/** @throws SweepError for an address that is none, and where no Redis answers within 5 s. */
export async function openQueueConnection(address: string): Promise<Redis> {
  const place = placeOf(address);
  let opened = false;
  const redis = new Redis(address, {
    lazyConnect: true,
    connectTimeout: openMs,
    // Commands wait for a Redis that is being restarted; BullMQ asks for it.
    maxRetriesPerRequest: null,
    retryStrategy: (times) =>
      opened && times <= mostTrials ? Math.min(100 * 2 ** times, 5000) : null,
  });
  let reason = `no answer within ${openMs / 1000} s`;
  redis.on('error', (error) => {
    reason = messageOf(error) || reason;
  });
  const timer = setTimeout(() => redis.disconnect(), openMs);
  try {
    await redis.connect();
    await redis.ping();
    opened = true;
    return redis;
  } catch (error) {
    redis.disconnect();
    // ioredis says no more than this of a connection that it told of by an event, or that took too long.
    if (messageOf(error) !== 'Connection is closed.') reason = messageOf(error);
    throw new SweepError(
      `The queue at ${place} cannot be reached (${reason}): start redis-server there, or mend --queue.`,
    );
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for a leave to be taken, but not of a Redis that is away or goes away. */
export async function unlessAway(redis: Redis, leave: Promise<unknown>): Promise<void> {
  if (redis.status !== 'ready') return;
  const away = new Promise((resolve) => redis.once('close', resolve));
  await Promise.race([leave, away]);
}

/** Host and port: a password is nobody's business. @throws SweepError */
export function placeOf(address: string): string {
  try {
    const { protocol, host } = new URL(address);
    if (/^rediss?:$/.test(protocol) && host !== '') return host;
  } catch {
    // Said below.
  }
  throw new SweepError(
    `--queue takes redis://host:port, not '${address.replace(/\/\/.*@/, '//…@')}'`,
  );
}
