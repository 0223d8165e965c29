/** Entry of the view worker: gives the session its engines and its end of the channel. */
import { createEngineSource } from './openEngine.ts';
import { createViewSession } from './viewSession.ts';

createViewSession(self, createEngineSource({ job: 'viewing' }));
