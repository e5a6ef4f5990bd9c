import { judge } from '../support/judge.js';
import { judgeRuns } from '../support/sigma-judge.js';
import { generatedRuns, sigmaRuns, specificationRuns } from '../support/sigma.js';
import { DIFFERENCES } from './differences.js';
import { startPySigma } from './process.js';

const runs = [...specificationRuns(), ...(await sigmaRuns()), ...(await generatedRuns())];

judge(import.meta.dirname, ({ home }) => judgeRuns(runs, () => startPySigma(home), DIFFERENCES));
