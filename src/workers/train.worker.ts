/** Entry of the train worker: gives the session its engines and its end of the channel. */
import { createEngineSource } from './openEngine.ts';
import { createTrainSession } from './trainSession.ts';

createTrainSession(self, createEngineSource({ job: 'training' }));
