import type { Target } from '../../src/target/target.js';
import { convert } from './convert.js';

/** Sigma 2.1 rules and correlations: https://sigmahq.io/sigma-specification/ */
export const sigma: Target = {
  id: 'sigma',
  title: 'Sigma',
  convert,
  engine: () => import('./engine/engine.js').then((module) => module.sigmaEngine),
};
