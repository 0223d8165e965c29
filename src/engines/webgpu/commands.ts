/**
 * What was recorded for the GPU and not submitted yet. All executables of an engine record into one
 * encoder, so that the GPU does everything in the order of the calls.
 */
export interface Commands {
  /**
   * Records a step, and submits once `stepsPerSubmit` wait, or at once where the GPU has nothing to do.
   */
  step(record: (encoder: GPUCommandEncoder) => void): void;
  /** The encoder, for what is no step; the caller submits. */
  encoder(): GPUCommandEncoder;
  /** `upload` is called before the next submit: its writes come before all that waits. */
  beforeSubmit(upload: () => void): void;
  submit(): void;
  /** Submits, and resolves once the GPU is done. Rejects or resolves when the device is lost. */
  finished(): Promise<void>;
  readonly stepsPerSubmit: number;
  /** JavaScript of a step, submit included: the mean of the steps of the latest submit with any. */
  readonly scriptMs: number;
  readonly submits: number;
}

export function createCommands(device: GPUDevice, label: string, stepsPerSubmit: number): Commands {
  const descriptor = { label };
  const uploads = new Set<() => void>();
  let encoder: GPUCommandEncoder | null = null;
  let steps = 0;
  let elapsedMs = 0;
  let scriptMs = 0;
  let submits = 0;
  let isIdle = true;

  function current(): GPUCommandEncoder {
    encoder ??= device.createCommandEncoder(descriptor);
    return encoder;
  }

  function submit(): void {
    if (!encoder) return;
    const began = performance.now();
    for (const upload of uploads) upload();
    uploads.clear();
    device.queue.submit([encoder.finish()]);
    encoder = null;
    submits++;
    isIdle = false;
    if (steps > 0) scriptMs = (elapsedMs + performance.now() - began) / steps;
    steps = 0;
    elapsedMs = 0;
  }

  return {
    step(record) {
      const began = performance.now();
      record(current());
      steps++;
      elapsedMs += performance.now() - began;
      if (isIdle || steps >= stepsPerSubmit) submit();
    },
    encoder: current,
    beforeSubmit: (upload) => uploads.add(upload),
    submit,
    async finished() {
      submit();
      const before = submits;
      await device.queue.onSubmittedWorkDone();
      if (submits === before) isIdle = true;
    },
    stepsPerSubmit,
    get scriptMs() {
      return scriptMs;
    },
    get submits() {
      return submits;
    },
  };
}
