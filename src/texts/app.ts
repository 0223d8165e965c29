import { defineTexts } from './texts.ts';

/** The page's own title, and its notices. */
export const appTexts = defineTexts(
  {
    title: 'Betwixt: what lies between two images',
    notices: 'Notices',
    dismiss: 'Dismiss',
  },
  {
    title: 'Betwixt : ce qu’il y a entre deux images',
    notices: 'Messages',
    dismiss: 'Fermer',
  },
);
