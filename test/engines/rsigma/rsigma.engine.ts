import path from 'node:path';
import { judge } from '../support/judge.js';
import { LineProcess } from '../support/line-process.js';
import { judgeRuns } from '../support/sigma-judge.js';
import { generatedRuns, sigmaRuns, specificationRuns } from '../support/sigma.js';
import { DIFFERENCES } from './differences.js';

const runs = [...specificationRuns(), ...(await sigmaRuns()), ...(await generatedRuns())];

judge(import.meta.dirname, ({ home }) =>
  judgeRuns(runs, () => new LineProcess(path.join(home, 'rsigma-judge')), DIFFERENCES),
);
