/** The rows of the grid: two that need no network, and one for each lane. */
import { idealAngle, unwrapAngles } from '../core/angles.ts';
import type { Endpoints } from '../core/experiment.ts';
import { drawLine, linePixels } from '../core/lines.ts';
import { smoothness } from '../core/metrics.ts';
import { findNearestLines } from '../core/nearestLine.ts';
import { crossFade } from '../core/paths.ts';
import { toPictures } from './pictures.ts';
import type { FramePicture, Pictures, Strip } from './protocol.ts';
import type { ViewLane } from './viewLane.ts';
import { stepTo, type Way, walk } from './ways.ts';

/** Where images come from for one row; each call fills `out` [columns, 32, 32, 1] or one image. */
export interface Row {
  /** Images at α = 0, 1/(columns − 1), …, 1. */
  strip(columns: number, out: Float32Array): Promise<void>;
  at(alpha: number, out: Float32Array): Promise<void>;
  /** The critic's guesses for images, or null without a critic. */
  guess(images: Float32Array): Promise<Float32Array | null>;
}

/** x₁ and x₂ of a pair of end points, [2, 32, 32, 1]. */
export function drawEndpoints({ angle1, angle2 }: Endpoints): Float32Array {
  const images = new Float32Array(2 * linePixels);
  drawLine(angle1, images, 0);
  drawLine(angle2, images, linePixels);
  return images;
}

/** End points with the name that a lane keeps their latents by. */
export function endsOf(endpoints: Endpoints) {
  return { key: `${endpoints.angle1} ${endpoints.angle2}`, images: drawEndpoints(endpoints) };
}

const noGuess = async () => null;

/** Lines at even steps along the shorter arc: what a perfect interpolation would show. */
export function idealRow({ angle1, angle2 }: Endpoints): Row {
  const draw = (alpha: number, out: Float32Array, offset: number) =>
    drawLine(idealAngle(angle1, angle2, alpha), out, offset);
  return {
    async strip(columns, out) {
      for (let j = 0; j < columns; j++) draw(j / (columns - 1), out, j * linePixels);
    },
    at: async (alpha, out) => draw(alpha, out, 0),
    guess: noGuess,
  };
}

/** α·x₁ + (1 − α)·x₂, pixel by pixel: what no latent can be worse than. */
export function crossfadeRow(images: Float32Array): Row {
  const x1 = images.subarray(0, linePixels);
  const x2 = images.subarray(linePixels);
  const fade = (alpha: number, out: Float32Array) => crossFade(x1, x2, alpha, out);
  return {
    async strip(columns, out) {
      for (let j = 0; j < columns; j++) {
        fade(j / (columns - 1), out.subarray(j * linePixels, (j + 1) * linePixels));
      }
    },
    at: async (alpha, out) => fade(alpha, out),
    guess: noGuess,
  };
}

/** Images decoded between two pauses: a few milliseconds at the paper's size. */
const chunk = 4;

/** What a lane's newest weights decode along a way between two images. */
export function laneRow(
  lane: ViewLane,
  way: Way,
  ends: { readonly key: string; readonly images: Float32Array },
  pause: () => Promise<void>,
): Row {
  const { autoencoder } = lane;
  const { latentSize, imageSize } = autoencoder;
  return {
    async strip(columns, out) {
      const { z1, z2 } = await lane.latents(ends.key, ends.images);
      const latents = walk(way, z1, z2, columns);
      for (let j = 0; j < columns; j += chunk) {
        const end = Math.min(columns, j + chunk);
        await autoencoder.decode(
          latents.subarray(j * latentSize, end * latentSize),
          out.subarray(j * imageSize, end * imageSize),
        );
        await pause();
      }
    },
    async at(alpha, out) {
      const { z1, z2 } = await lane.latents(ends.key, ends.images);
      const latent = new Float32Array(latentSize);
      stepTo(way, z1, z2, alpha, latent);
      await autoencoder.decode(latent, out);
    },
    async guess(images) {
      if (!autoencoder.hasCritic) return null;
      const guesses = new Float32Array(images.length / imageSize);
      for (let i = 0; i < guesses.length; i += chunk) {
        const end = Math.min(guesses.length, i + chunk);
        const part = images.subarray(i * imageSize, end * imageSize);
        await autoencoder.critic(part, guesses.subarray(i, end));
        if (end < guesses.length) await pause();
      }
      return guesses;
    },
  };
}

/** @throws RangeError */
export function requireColumns(columns: number): void {
  if (Number.isInteger(columns) && columns >= 2 && columns <= 256) return;
  throw new RangeError(`a strip has 2 to 256 columns, not ${columns}`);
}

/** What extrapolation shows beside a strip of eleven columns: their spacing goes on, two on either side. */
export const beyondAlphas = [-0.2, -0.1, 1.1, 1.2] as const;

/** A row's whole strip with its numbers; `beyond` adds the pictures at `beyondAlphas`. */
export async function readStrip(row: Row, columns: number, beyond = false): Promise<Strip> {
  const images = new Float32Array(columns * linePixels);
  await row.strip(columns, images);
  const angles = new Float64Array(columns);
  const distances = new Float64Array(columns);
  findNearestLines(images, angles, distances);
  const guesses = await row.guess(images);
  const score = smoothness(angles);
  return {
    pictures: toPictures(images, columns),
    beyond: beyond ? await readBeyond(row) : null,
    angles: [...unwrapAngles(angles, angles)],
    distances: [...distances],
    meanDistance: distances.reduce((sum, distance) => sum + distance, 0) / columns,
    smoothness: score,
    guesses: guesses && [...guesses],
  };
}

async function readBeyond(row: Row): Promise<Pictures> {
  const images = new Float32Array(beyondAlphas.length * linePixels);
  for (const [i, alpha] of beyondAlphas.entries()) {
    await row.at(alpha, images.subarray(i * linePixels, (i + 1) * linePixels));
  }
  return toPictures(images, beyondAlphas.length);
}

/** A row's image at α with its numbers. */
export async function readFrame(row: Row, alpha: number): Promise<FramePicture> {
  const image = new Float32Array(linePixels);
  await row.at(alpha, image);
  const angle = new Float64Array(1);
  const distance = new Float64Array(1);
  findNearestLines(image, angle, distance);
  const guesses = await row.guess(image);
  return {
    pictures: toPictures(image, 1),
    angle: angle[0],
    distance: distance[0],
    guess: guesses?.[0] ?? null,
  };
}
