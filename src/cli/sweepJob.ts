/** The process of one job of a sweep; `npm run sweep` and `npm run sweep:worker` start it. */
import { EngineUnavailableError } from '../engines/engine.ts';
import { serveJobs } from '../sweep/jobProcessMain.ts';
import { nodeEngines, openEngine } from './openEngine.ts';

serveJobs((name) => {
  const engine = nodeEngines.find((candidate) => candidate === name);
  if (!engine) throw new EngineUnavailableError(`this Betwixt has no engine '${name}'`);
  return openEngine(engine);
});
