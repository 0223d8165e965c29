/** Entry of the train worker: gives the session its engines and its end of the channel. */
import { openOnce } from './engineSource.ts';
import { openEngine } from './openEngine.ts';
import { createTrainSession } from './trainSession.ts';

createTrainSession(self, openOnce(openEngine));
