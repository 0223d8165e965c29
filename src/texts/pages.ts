import { defineTexts } from './texts.ts';

/** Names of the pages, in the top bar. */
export const pageTexts = defineTexts(
  {
    navigation: 'Pages',
    explore: 'Explore',
    learn: 'Learn',
    benchmark: 'Benchmark',
    language: 'Langue : français',
  },
  {
    navigation: 'Pages',
    explore: 'Explorer',
    learn: 'Apprendre',
    benchmark: 'Mesures',
    language: 'Language: English',
  },
);
