/** Entry of a helping thread in Node. */
import { workerData } from 'node:worker_threads';
import { serveOrFail } from './helper.ts';

serveOrFail(workerData);
