import type { EngineWish } from '../core/experiment.ts';
import { defineTexts } from './texts.ts';

interface EngineTexts {
  readonly engine: string;
  readonly wishes: Readonly<Record<EngineWish, string>>;
  /** Before a reason, which the engines give in English. */
  readonly whatTrains: string;
  readonly beingChosen: string;
  /** "1.2k" → "1.2k samples/s" */
  readonly rate: (samples: string) => string;
  readonly rateOfAll: (rate: string) => string;
}

/** The menu of engines. */
export const engineTexts = defineTexts<EngineTexts>(
  {
    engine: 'Engine',
    wishes: {
      auto: 'automatic: the fastest that works here',
      wasm: 'wasm: compiled, bit-reproducible',
      'wasm-relaxed': 'wasm-relaxed: faster, last bits differ by machine',
      webgpu: 'webgpu: compiled, on the graphics card',
      'tfjs-webgpu': 'tfjs-webgpu: the reference, on the graphics card',
      'tfjs-wasm': 'tfjs-wasm: the reference, on the processor',
      'tfjs-cpu': 'tfjs-cpu: the reference in plain JavaScript, slow',
    },
    whatTrains: 'What trains the lanes.',
    beingChosen: 'It is being chosen.',
    rate: (samples) => `${samples} samples/s`,
    rateOfAll: (rate) => `${rate} over all lanes that train now.`,
  },
  {
    engine: 'Moteur',
    wishes: {
      auto: 'automatique : le plus rapide qui fonctionne ici',
      wasm: 'wasm : compilé, reproductible au bit près',
      'wasm-relaxed': 'wasm-relaxed : plus rapide, derniers bits selon la machine',
      webgpu: 'webgpu : compilé, sur la carte graphique',
      'tfjs-webgpu': 'tfjs-webgpu : la référence, sur la carte graphique',
      'tfjs-wasm': 'tfjs-wasm : la référence, sur le processeur',
      'tfjs-cpu': 'tfjs-cpu : la référence en JavaScript seul, lente',
    },
    whatTrains: 'Ce qui entraîne les méthodes.',
    beingChosen: 'Le choix est en cours.',
    rate: (samples) => `${samples} exemples/s`,
    rateOfAll: (rate) => `${rate} pour toutes les méthodes en cours d’entraînement.`,
  },
);
