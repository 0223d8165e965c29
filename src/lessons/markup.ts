/** The little markup of a stop's paragraphs: see src/texts/learn/stopTexts.ts. */
import { type MethodName, methodNames } from '../core/methodCatalogue.ts';

export type LiveQuantity = 'distance' | 'smoothness' | 'guess';

export type Piece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'tex'; readonly tex: string }
  | { readonly kind: 'link'; readonly text: string; readonly deed: string }
  | {
      readonly kind: 'paper';
      readonly method: MethodName;
      readonly quantity: 'distance' | 'smoothness';
    }
  | { readonly kind: 'live'; readonly method: MethodName; readonly quantity: LiveQuantity }
  | { readonly kind: 'probe'; readonly setting: string; readonly method: MethodName }
  | { readonly kind: 'crossfade' };

/** A paragraph that cannot be read; a test reads them all, so no user meets it. */
export class MarkupError extends Error {
  override name = 'MarkupError';
}

/** @throws MarkupError for a brace that names no number. */
export function readMarkup(paragraph: string): Piece[] {
  const pattern = /\$([^$]+)\$|\[([^\]]+)\]\(([^)]+)\)|\{([^}]+)\}/g;
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of paragraph.matchAll(pattern)) {
    if (match.index > end) pieces.push({ kind: 'words', text: paragraph.slice(end, match.index) });
    const [whole, tex, text, deed, number] = match;
    if (tex) pieces.push({ kind: 'tex', tex });
    else if (text) pieces.push({ kind: 'link', text, deed });
    else pieces.push(readNumber(number));
    end = match.index + whole.length;
  }
  if (end < paragraph.length) pieces.push({ kind: 'words', text: paragraph.slice(end) });
  return pieces;
}

function readNumber(text: string): Piece {
  const [kind, first, second] = text.split(' ');
  if (kind === 'crossfade') return { kind };
  if (kind === 'probe') return { kind, setting: first, method: readMethod(second, text) };
  const method = readMethod(first, text);
  if (second === 'distance' || second === 'smoothness') {
    if (kind === 'paper' || kind === 'live') return { kind, method, quantity: second };
  }
  if (kind === 'live' && second === 'guess') return { kind, method, quantity: second };
  throw new MarkupError(`{${text}} names no number; see src/texts/learn/stopTexts.ts`);
}

function readMethod(name: string | undefined, text: string): MethodName {
  const method = methodNames.find((known) => known === name);
  if (!method) throw new MarkupError(`{${text}} names no method`);
  return method;
}
