/**
 * Parts of the page that can be hidden: by a teacher, who shares an address with less on the page, and by a
 * stop of the Learn page, which shows what belongs to it. What is hidden still works.
 */
export const controlNames = [
  'fields',
  'run',
  'engine',
  'files',
  'endpoints',
  'paths',
  'methods',
  'strips',
  'alpha',
  'truth',
  'critic',
  'angle',
  'map',
  'distance',
  'smoothness',
  'losses',
  'equation',
  'players',
  'results',
  'probe',
  'samples',
  'film',
] as const;

export type ControlName = (typeof controlNames)[number];
