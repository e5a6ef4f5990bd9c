import type { Stage } from './stage.js';

interface Renamed {
  readonly from: string;
  readonly to: string;
}

/** Gives fields their names; in two goes where a new name is still another field's. */
export function rename(names: readonly Renamed[], stage: Stage): void {
  const fields = names.filter(({ from, to }) => from !== to);
  if (fields.length === 0) return;
  const inUse = new Set(names.map(({ from }) => from));
  if (!fields.some(({ to }) => inUse.has(to))) {
    stage.emit({ command: 'rename', fields });
    return;
  }
  const between = fields.map(({ from, to }) => ({ from, to, through: stage.names.take('renamed') }));
  stage.emit({ command: 'rename', fields: between.map(({ from, through }) => ({ from, to: through })) });
  stage.emit({ command: 'rename', fields: between.map(({ through, to }) => ({ from: through, to })) });
}
