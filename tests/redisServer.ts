/** A Redis of a test's own: a temporary folder, a free port, append-only file on. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRedis } from '../scripts/redis.js';

export interface RedisServer {
  readonly address: string;
  /** Ends the server and starts it anew on the same port, with what its file holds. */
  restart(): Promise<void>;
  /** Restarts it, and acts in between. */
  whileAway(act: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** @throws Error when it cannot be started. */
export async function startRedis(): Promise<RedisServer> {
  const program = findRedis();
  if (!program) throw new Error('there is no redis-server');
  const folder = mkdtempSync(join(tmpdir(), 'betwixt-redis-'));
  const port = await freePort();
  let server = await start(program, folder, port);

  async function end(): Promise<void> {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }

  async function whileAway(act: () => Promise<void>): Promise<void> {
    await end();
    await act();
    server = await start(program, folder, port);
  }

  return {
    address: `redis://127.0.0.1:${port}`,
    restart: () => whileAway(async () => {}),
    whileAway,
    async stop() {
      await end();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Resolves when it takes connections. */
async function start(program: string, folder: string, port: number): Promise<ChildProcess> {
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder];
  const server = spawn(program, [...args, '--appendonly', 'yes', '--save', '']);
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.on('error', reject);
    server.on('exit', () => reject(new Error(`redis-server ended: ${log}`)));
    server.stdout.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      if (log.includes('Ready to accept connections')) resolve();
    });
  });
  return server;
}

/** One that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
