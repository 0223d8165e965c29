// Lays a convolution kernel out in the order in which the convolution reads it.

// From [taps][ci][co] to blocks [block of 8, 4 or 1 output channels][taps][ci][block].
export function packKernel(packed: usize, kernel: usize, taps: usize, ci: usize, co: usize): void {
  let c: usize = 0;
  let q = packed;
  while (c < co) {
    const block: usize = c + 8 <= co ? 8 : c + 4 <= co ? 4 : 1;
    let p = kernel + c * 4;
    for (let row: usize = 0; row < taps * ci; row++) {
      if (block == 8) {
        v128.store(q, v128.load(p));
        v128.store(q, v128.load(p, 16), 16);
      } else if (block == 4) v128.store(q, v128.load(p));
      else store<f32>(q, load<f32>(p));
      p += co * 4;
      q += block * 4;
    }
    c += block;
  }
}

// The same of the kernel of the gradient by the input: taps turned round, ci and co exchanged; the
// blocks are of input channels, [block of ci][taps][co][block].
export function packTurnedKernel(
  packed: usize,
  kernel: usize,
  taps: usize,
  ci: usize,
  co: usize,
): void {
  let c: usize = 0;
  let q = packed;
  while (c < ci) {
    const block: usize = c + 8 <= ci ? 8 : c + 4 <= ci ? 4 : 1;
    for (let tap: usize = 0; tap < taps; tap++) {
      const from = kernel + ((taps - 1 - tap) * ci + c) * co * 4;
      for (let o: usize = 0; o < co; o++) {
        let p = from + o * 4;
        for (let b: usize = 0; b < block; b++) {
          store<f32>(q, load<f32>(p));
          p += co * 4;
          q += 4;
        }
      }
    }
    c += block;
  }
}
