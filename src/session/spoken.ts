/** The session's words in the language of the page. What has been said keeps its language. */
import { experimentStore } from '../store/experiment.ts';
import { laneName, methodTexts } from '../texts/methods.ts';
import { sessionTexts } from '../texts/session.ts';

export function spoken() {
  return sessionTexts[experimentStore.getState().language];
}

/** How a lane is called. */
export function spokenName(lane: Parameters<typeof laneName>[0]): string {
  const { language, preset } = experimentStore.getState();
  return laneName(lane, methodTexts[language], preset);
}
