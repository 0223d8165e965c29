/** A progress bar on stderr, where that is a terminal; elsewhere it paints nothing. */
export interface ProgressBar {
  show(done: number, total: number, text: string): void;
  /** Clears the line, so that other text can be printed. */
  clear(): void;
}

const defaultWidth = 30;

export function createProgressBar(stream: NodeJS.WriteStream = process.stderr): ProgressBar {
  if (!stream.isTTY) return { show() {}, clear() {} };
  const startMs = performance.now();
  let startDone: number | null = null;
  return {
    show(done, total, text) {
      startDone ??= done;
      const rate = (done - startDone) / (performance.now() - startMs);
      const left = rate > 0 ? `${formatDuration((total - done) / rate)} left` : '';
      stream.write(`\r\x1b[K${drawBar(done, total)}  ${left}  ${text}`);
    },
    clear() {
      stream.write('\r\x1b[K');
    },
  };
}

/** Its blocks, and the percentage. */
export function drawBar(done: number, total: number, width = defaultWidth): string {
  const share = Math.min(1, done / total);
  const filled = Math.round(share * width);
  const percent = (100 * share).toFixed(0).padStart(3);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${percent} %`;
}

/** '1 h 02 min', '3 min 05 s', '12 s'. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const [whole, rest] = [Math.floor(seconds / 60), seconds % 60];
  if (whole < 60) return `${whole} min ${String(rest).padStart(2, '0')} s`;
  return `${Math.floor(whole / 60)} h ${String(whole % 60).padStart(2, '0')} min`;
}
