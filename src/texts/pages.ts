import { defineTexts } from './texts.ts';

/** Names of the pages, in the top bar. */
export const pageTexts = defineTexts(
  {
    navigation: 'Pages',
    explore: 'Explore',
    learn: 'Learn',
    benchmark: 'Benchmark',
    notLoaded: (reason: string) =>
      `The benchmark did not load (${reason}). Reload the page to try again.`,
    language: 'Langue : français',
  },
  {
    navigation: 'Pages',
    explore: 'Explorer',
    learn: 'Apprendre',
    benchmark: 'Mesures',
    notLoaded: (reason: string) =>
      `Les mesures n’ont pas été chargées (${reason}). Rechargez la page pour réessayer.`,
    language: 'Language: English',
  },
);
