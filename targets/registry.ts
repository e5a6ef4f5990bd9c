import type { Target } from '../src/target/target.js';
import { athena } from './athena/index.js';
import { sigma } from './sigma/index.js';
import { splunk } from './splunk/index.js';
import { typescript } from './typescript/index.js';

/** Every target that comes with Ruleport, in the order of reports. A new one is a folder and a line here. */
export const TARGETS = [sigma, splunk, athena, typescript] as const satisfies readonly Target[];
