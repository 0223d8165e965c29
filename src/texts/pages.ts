import { defineTexts } from './texts.ts';

/** Names of the pages, in the top bar. */
export const pageTexts = defineTexts(
  {
    navigation: 'Pages',
    explore: 'Explore',
    learn: 'Learn',
    play: 'Play',
    benchmark: 'Benchmark',
    notLoaded: (reason: string) =>
      `The benchmark did not load (${reason}). Reload the page to try again.`,
    playNotLoaded: (reason: string) =>
      `The games did not load (${reason}). Reload the page to try again.`,
    language: 'Langue : français',
  },
  {
    navigation: 'Pages',
    explore: 'Explorer',
    learn: 'Apprendre',
    play: 'Jouer',
    benchmark: 'Mesures',
    notLoaded: (reason: string) =>
      `Les mesures n’ont pas été chargées (${reason}). Rechargez la page pour réessayer.`,
    playNotLoaded: (reason: string) =>
      `Les jeux n’ont pas été chargés (${reason}). Rechargez la page pour réessayer.`,
    language: 'Language: English',
  },
);
