/** The stops of the Learn page, in the order of the talk; what they show is in src/lessons. */
export const stopNames = [
  'autoencoders',
  'interpolation',
  'ideal',
  'acai',
  'lines',
  'metrics',
  'results',
  'reality',
  'downstream',
  'discussion',
] as const;

export type StopName = (typeof stopNames)[number];
