import type { Engine } from '../../../src/target/engine.js';
export const athenaEngine = null as unknown as Engine;
