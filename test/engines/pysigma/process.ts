import path from 'node:path';
import { LineProcess } from '../support/line-process.js';

export const startPySigma = (home: string): LineProcess =>
  new LineProcess(path.join(home, 'bin/python'), [path.join(home, 'judge.py')]);
