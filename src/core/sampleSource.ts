export const sampleSources = ['prior', 'fitted'] as const;

/** Where random latents come from: N(0, I), or a Gaussian fitted to the latents of training images. */
export type SampleSource = (typeof sampleSources)[number];
