import katex from 'katex';
import 'katex/dist/katex.min.css';
import { useLayoutEffect, useRef } from 'react';

/** TeX as KaTeX sets it, with MathML beside it for screen readers. */
export function Formula({ tex }: { readonly tex: string }) {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    katex.render(tex, place.current!, { output: 'htmlAndMathml', throwOnError: false });
  }, [tex]);
  return <span ref={place} />;
}
