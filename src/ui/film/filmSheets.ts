/** One small bitmap for each moment of the film, drawn anew when its row was decoded anew. */
import { type PictureStrip, pictureBoard } from '../../plots/pictureBoard.ts';
import { createPixelSheet, type PixelSheet } from '../../plots/pixelSheet.ts';
import { filmRow } from '../../store/film.ts';

export interface FilmSheets {
  /** Null for a moment that is not decoded yet. */
  of(samples: number): PixelSheet | null;
}

export function createFilmSheets(): FilmSheets {
  const sheets = new Map<number, { readonly sheet: PixelSheet; shown: PictureStrip }>();
  return {
    of(samples) {
      const picture = pictureBoard.strip(filmRow(samples));
      if (!picture) {
        sheets.delete(samples);
        return null;
      }
      const known = sheets.get(samples) ?? { sheet: createPixelSheet(), shown: null };
      if (known.shown !== picture) known.sheet.show(picture);
      sheets.set(samples, { sheet: known.sheet, shown: picture });
      return known.sheet;
    },
  };
}
