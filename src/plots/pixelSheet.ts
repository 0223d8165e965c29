/** Display bytes turned into something a canvas can scale: one small bitmap, used again and again. */
import type { PictureStrip } from './pictureBoard.ts';

export interface PixelSheet {
  readonly canvas: HTMLCanvasElement;
  /** Side of one image, in pixels of the data. */
  readonly size: number;
  /** Puts the images side by side on the sheet. */
  show(picture: PictureStrip): void;
}

/** Side and colours of images of that many bytes: square, grey or RGB. */
export function imageShape(bytesPerImage: number): { size: number; colours: number } {
  const grey = Math.sqrt(bytesPerImage);
  if (Number.isInteger(grey)) return { size: grey, colours: 1 };
  const rgb = Math.sqrt(bytesPerImage / 3);
  if (Number.isInteger(rgb)) return { size: rgb, colours: 3 };
  throw new Error(`Images of ${bytesPerImage} bytes are neither square grey nor square RGB`);
}

/** Bytes [count, size, size, colours] → RGBA pixels of a row of `count` images, [size, count·size, 4]. */
export function spreadPixels(picture: PictureStrip, rgba: Uint8ClampedArray): void {
  const { count, bytes } = picture;
  const { size, colours } = imageShape(bytes.length / count);
  let from = 0;
  for (let image = 0; image < count; image++) {
    for (let row = 0; row < size; row++) {
      let to = 4 * (row * count * size + image * size);
      for (let column = 0; column < size; column++, from += colours, to += 4) {
        rgba[to] = bytes[from];
        rgba[to + 1] = colours === 3 ? bytes[from + 1] : bytes[from];
        rgba[to + 2] = colours === 3 ? bytes[from + 2] : bytes[from];
        rgba[to + 3] = 255;
      }
    }
  }
}

export function createPixelSheet(): PixelSheet {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  let image: ImageData | null = null;
  let size = 0;
  return {
    canvas,
    get size() {
      return size;
    },
    show(picture) {
      size = imageShape(picture.bytes.length / picture.count).size;
      const width = size * picture.count;
      if (!image || image.width !== width || image.height !== size) {
        canvas.width = width;
        canvas.height = size;
        image = context.createImageData(width, size);
      }
      spreadPixels(picture, image.data);
      context.putImageData(image, 0, 0);
    },
  };
}
