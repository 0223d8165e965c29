/**
 * The page that presents and its window of notes, over a BroadcastChannel:
 *   notes ──hello, act──▶ page ──showing──▶ notes
 */
import type { Language, Theme } from '../../core/experiment.ts';
import type { StopName } from '../../core/stops.ts';

/** What the notes show. */
export interface Showing {
  readonly stop: StopName;
  readonly choice: number | null;
  readonly revealed: boolean;
  readonly blank: boolean;
  readonly language: Language;
  readonly theme: Theme;
}

export type NotesAction = 'back' | 'on' | 'reveal' | 'blank' | 0 | 1 | 2;

export type NotesMessage =
  | { readonly kind: 'hello' }
  | { readonly kind: 'act'; readonly action: NotesAction }
  | { readonly kind: 'showing'; readonly showing: Showing };

export interface NotesChannel {
  send(message: NotesMessage): void;
  close(): void;
}

/** `id` tells one presenting page from another. */
export function openNotesChannel(id: string, take: (message: NotesMessage) => void): NotesChannel {
  const channel = new BroadcastChannel(`betwixt-notes-${id}`);
  channel.onmessage = ({ data }: MessageEvent<NotesMessage>) => take(data);
  return {
    send: (message) => channel.postMessage(message),
    close: () => channel.close(),
  };
}

const storageName = 'betwixt-notes';

/** Of this tab; the same after a reload, so that the notes find it again. */
export function ownChannelId(): string {
  try {
    const known = sessionStorage.getItem(storageName);
    if (known) return known;
    const id = crypto.randomUUID().slice(0, 8);
    sessionStorage.setItem(storageName, id);
    return id;
  } catch {
    return 'page';
  }
}
