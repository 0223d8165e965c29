// The first byte that kernels do not need for themselves.
export function heapStart(): usize {
  return __heap_base;
}
