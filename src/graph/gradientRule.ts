/** What an op file says about its gradients. */
import type { OpKind, Tensor } from './tensor.ts';

/**
 * The gradient of input `index`, of that input's type, given the upstream, of the node's type; null
 * where none flows. Linear in the upstream.
 */
export type GradientRule = (node: Tensor, upstream: Tensor, index: number) => Tensor | null;

export type GradientRules = Partial<Record<OpKind, GradientRule>>;
