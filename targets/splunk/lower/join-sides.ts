/** The values of the field that tells a row's side. In this order: innerunique wants the left row of a key first. */
export const LEFT = 'left';
export const RIGHT = 'right';

export type SideName = typeof LEFT | typeof RIGHT;

export const other = (side: SideName): SideName => (side === LEFT ? RIGHT : LEFT);
