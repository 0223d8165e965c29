/** Names an adapter for what is remembered about it; as exact as the adapter tells, on this machine. */
export function adapterKey(info: Partial<GPUAdapterInfo> | undefined): string {
  const { vendor, architecture, device, description } = info ?? {};
  return [vendor, architecture, device, description].map((part) => part ?? '').join(' | ');
}
