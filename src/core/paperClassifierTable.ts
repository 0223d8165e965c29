/**
 * Accuracy of a single-layer classifier on the latents, per cent, mean ± standard deviation, by dataset and
 * numbers in the latent. Source: Berthelot et al. 2018 (arXiv 1807.07543), table 2.
 */
import { type MethodName, methodNames } from './methodCatalogue.ts';

export interface Accuracy {
  readonly percent: number;
  readonly deviation: number;
}

export interface ClassifierSetting {
  readonly name: string;
  readonly dataset: 'MNIST' | 'SVHN' | 'CIFAR-10';
  readonly latentSize: number;
  readonly accuracies: Readonly<Record<MethodName, Accuracy>>;
}

export const paperClassifierTable: readonly ClassifierSetting[] = [
  setting(
    'mnist32',
    'MNIST',
    32,
    [94.9, 0.14],
    [96.45, 0.42],
    [96, 0.27],
    [96.56, 0.31],
    [70.74, 3.27],
    [97.5, 0.18],
    [98.25, 0.11],
  ),
  setting(
    'mnist256',
    'MNIST',
    256,
    [93.94, 0.13],
    [94.5, 0.29],
    [98.51, 0.04],
    [98.74, 0.14],
    [90.03, 0.54],
    [97.25, 1.42],
    [99, 0.08],
  ),
  setting(
    'svhn32',
    'SVHN',
    32,
    [26.21, 0.42],
    [26.09, 1.48],
    [25.15, 0.78],
    [29.58, 3.22],
    [23.43, 0.79],
    [24.53, 1.33],
    [34.47, 1.14],
  ),
  setting(
    'svhn256',
    'SVHN',
    256,
    [22.74, 0.05],
    [25.12, 1.05],
    [77.89, 0.35],
    [66.3, 1.06],
    [22.81, 0.24],
    [44.94, 20.42],
    [85.14, 0.2],
  ),
  setting(
    'cifar256',
    'CIFAR-10',
    256,
    [47.92, 0.2],
    [40.99, 0.41],
    [53.78, 0.36],
    [47.49, 0.22],
    [40.65, 1.45],
    [42.8, 0.44],
    [52.77, 0.45],
  ),
  setting(
    'cifar1024',
    'CIFAR-10',
    1024,
    [51.62, 0.25],
    [49.38, 0.77],
    [60.65, 0.14],
    [51.39, 0.46],
    [42.86, 0.88],
    [16.22, 12.44],
    [63.99, 0.47],
  ),
];

/** Mean and deviation in the order of `methodNames`. */
function setting(
  name: string,
  dataset: ClassifierSetting['dataset'],
  latentSize: number,
  ...values: readonly (readonly [number, number])[]
): ClassifierSetting {
  const accuracies = Object.fromEntries(
    methodNames.map((method, i) => [method, { percent: values[i][0], deviation: values[i][1] }]),
  ) as Record<MethodName, Accuracy>;
  return { name, dataset, latentSize, accuracies };
}
