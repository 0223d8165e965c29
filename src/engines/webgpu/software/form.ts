/** The form of a convolution's shader in software, and names in it. */
import type { ConvolutionWork } from '../convolutionWork.ts';
import type { ElementType } from '../shader.ts';
import type { Tile } from './tile.ts';

export const components = ['x', 'y', 'z', 'w'] as const;
export const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** What is decided when the shader is written. */
export interface Form {
  readonly work: ConvolutionWork;
  readonly tile: Tile;
  /** Whether a vector of weights runs along the channels summed over, or along the result's. */
  readonly alongInput: boolean;
  /** Channels summed over at a time. */
  readonly step: 1 | 4;
  /** Channels of the result in one register. */
  readonly lanes: 1 | 4;
  readonly quads: boolean;
}

export const sum = (line: number, x: number, q: number) => `s${line}_${x}_${q}`;

/** Lines of the tile: rows of its samples. */
export const linesOf = ({ samples, rows }: Tile) => samples * rows;

export const typeOf = (lanes: 1 | 4): ElementType => (lanes === 4 ? 'vec4f' : 'f32');
