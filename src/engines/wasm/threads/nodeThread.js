/** Entry of a helping thread in Node. JavaScript, since what loads TypeScript must itself be loaded first. */
import { workerData } from 'node:worker_threads';
import { tsImport } from 'tsx/esm/api';

const { serveOrFail } = await tsImport('./helper.ts', import.meta.url);
serveOrFail(workerData);
