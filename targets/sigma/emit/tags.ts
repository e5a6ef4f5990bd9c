/**
 * ATT&CK tags as SigmaHQ writes them: https://sigmahq.io/sigma-specification/ (tags appendix). Sentinel's tactics are
 * those of ATT&CK before version 19, which parted Defense Evasion into Stealth and Defense Impairment; SigmaHQ has followed.
 */
export const DEFENSE_EVASION_TAGS = ['stealth', 'defense-impairment', 'defense-evasion'] as const;
export type DefenseEvasionTag = (typeof DEFENSE_EVASION_TAGS)[number];

/** Techniques about breaking defences and logs; the rest of Defense Evasion is about not being seen. */
const IMPAIRMENT = /^T(?:1562|1556|1601|1600|1685|1686|1687|1688)(?:\.|$)/;

/** Tags of Sentinel's tactics and techniques, each once; what is neither is left out. `defenseEvasion` overrides the choice. */
export function attackTags(
  tactics: readonly string[],
  techniques: readonly string[],
  defenseEvasion: DefenseEvasionTag | null,
): readonly string[] {
  const tactic = (name: string): readonly string[] => {
    if (!/^[A-Z][A-Za-z]*$/.test(name)) return [];
    const kebab = name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
    return kebab === 'defense-evasion' ? evasionTags(techniques, defenseEvasion) : [kebab];
  };
  const technique = (id: string): readonly string[] => (/^T\d{4}(?:\.\d{3})?$/.test(id) ? [id.toLowerCase()] : []);
  return [...new Set([...tactics.flatMap(tactic), ...techniques.flatMap(technique)])].map((tag) => `attack.${tag}`);
}

function evasionTags(techniques: readonly string[], chosen: DefenseEvasionTag | null): readonly string[] {
  if (chosen !== null) return [chosen];
  return techniques.some((id) => IMPAIRMENT.test(id)) ? ['defense-impairment'] : ['stealth'];
}
