/** What a caught value says: whatever can be thrown, and not only errors. */
export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
