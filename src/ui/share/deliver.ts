/** Files and texts on their way out of the page: to the clipboard where that is allowed, else as a download. */
import { messageOf } from '../../core/messageOf.ts';
import { commands } from '../../store/commands.ts';
import { experimentStore } from '../../store/experiment.ts';
import { notify } from '../../store/view.ts';
import { shareTexts } from '../../texts/share.ts';

export async function download(content: Blob | string, name: string): Promise<void> {
  const bytes = await new Blob([content]).arrayBuffer();
  // The browser tells of it itself.
  commands().download(bytes, name);
}

/** `what`: what was copied, as the notice says it. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify('info', what);
  } catch {
    notify('warning', said().textRefused(text));
  }
}

/** A picture that the clipboard does not take is downloaded as `name`. */
export async function copyPicture(png: Blob, name: string): Promise<void> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
    notify('info', said().pictureCopied);
  } catch {
    commands().download(await png.arrayBuffer(), name);
    notify('warning', said().pictureRefused(name));
  }
}

/** Tells what went wrong, of whatever cannot be made. */
export async function deliver(task: () => Promise<void>): Promise<void> {
  try {
    await task();
  } catch (error) {
    notify('error', said().failed(messageOf(error)));
  }
}

const said = () => shareTexts[experimentStore.getState().language];
