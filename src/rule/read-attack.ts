import { readTexts } from './field-values.js';
import type { Fields } from './fields.js';
import { suggestion } from './suggestion.js';
import { TACTICS, TECHNIQUE, canonicalTactic } from './vocabulary.js';

/** Tactics under their one name; unknown ones stay as written, for ATT&CK may be ahead of Ruleport. */
export function readTactics(fields: Fields): readonly string[] {
  const field = fields.take('tactics');
  if (field === null) return [];
  const tactics = readTexts(fields, field).map(({ text, node }) => {
    const tactic = canonicalTactic(text);
    if (tactic === null) fields.file.report('RP1031', [text, suggestion(text, TACTICS)], node.start);
    else if (tactic !== text) fields.file.report('RP1014', [text, tactic], node.start);
    return tactic ?? text;
  });
  return [...new Set(tactics)];
}

/** `relevantTechniques` in YAML; `techniques` and, in preview versions, `subTechniques` in ARM. */
export function readTechniques(fields: Fields): readonly string[] {
  const techniques = ['relevantTechniques', 'techniques', 'subTechniques'].flatMap((key) => {
    const field = fields.take(key);
    if (field === null) return [];
    return readTexts(fields, field).map(({ text, node }) => {
      const technique = text.trim().toUpperCase();
      if (!TECHNIQUE.test(technique)) fields.file.report('RP1032', [text], node.start);
      else if (technique !== text) fields.file.report('RP1014', [text, technique], node.start);
      return technique;
    });
  });
  return [...new Set(techniques)];
}
