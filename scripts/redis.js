/** Finds a redis-server for the tests of sweeps over a queue: on PATH, else Debian's package. */
import { spawnSync } from 'node:child_process';
import { findOnPath } from './findOnPath.js';

export function findRedis() {
  return findOnPath(['redis-server', 'valkey-server']);
}

/** Says what it does; without a redis-server those tests are skipped, and say so. */
export function ensureRedis(run) {
  if (findRedis()) return;
  const root = process.getuid?.() === 0;
  if (root && spawnSync('apt-get', ['--version']).status === 0) {
    console.log('No redis-server on PATH; trying apt-get install redis-server …');
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server']);
  }
  if (!findRedis()) console.log('No redis-server: the tests of sweeps over a queue are skipped.');
}
