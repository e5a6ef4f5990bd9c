/**
 * What a Sigma rule calls the values of a column that comes from outside, between percent signs: `%TorNodes%` for the first
 * column of TorNodes, `%TorNodes_Country%` for another (sigma-appendix-modifiers, `expand`).
 */
export const placeholderName = (external: string, column: string, position: number): string =>
  position === 0 ? external : `${external}_${column}`.replace(/\W/g, '_');
