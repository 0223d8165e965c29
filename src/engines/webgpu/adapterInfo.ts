/** What an adapter tells about itself: in many ways, or not at all. */
type Info = Partial<GPUAdapterInfo> | undefined;

/** For people; may be empty. */
export function describeAdapter(info: Info): string {
  return info?.description || [info?.vendor, info?.architecture].filter(Boolean).join(' ');
}

/** Names an adapter for what is remembered about it; as exact as the adapter tells, on this machine. */
export function adapterKey(info: Info): string {
  const { vendor, architecture, device, description } = info ?? {};
  return [vendor, architecture, device, description].map((part) => part ?? '').join(' | ');
}

/** Computes on the processor, much more slowly than a graphics card. */
export function isSoftwareAdapter(info: Info): boolean {
  return info?.isFallbackAdapter ?? info?.architecture === 'swiftshader';
}
