/** Entry of the view worker: gives the session its engines and its end of the channel. */
import { openOnce } from './engineSource.ts';
import { openEngine } from './openEngine.ts';
import { createViewSession } from './viewSession.ts';

createViewSession(self, openOnce(openEngine));
