const MAX_LENGTH = 80;

/** Names of devices on Windows, which no file may have: https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * A rule's name as a name for files and folders: `[a-z0-9-]` only, at most 80 characters, never empty, never a device. A name
 * that begins with one of the rule's tables (`AWSCloudTrail - …`) loses it; one without a Latin letter or digit goes by the
 * rule's ID.
 */
export function slugOf(name: string, id: string, tables: readonly string[] = []): string {
  const [prefix = '', rest = ''] = split(name.slice(0, 4 * MAX_LENGTH));
  const isTable = tables.some((table) => table.toLowerCase() === prefix.toLowerCase());
  const slug = [isTable ? rest : '', name, id].map(dashed).find((text) => text !== '') ?? 'rule';
  return DEVICE.test(slug) ? `rule-${slug}` : slug;
}

/** `AWSCloudTrail - Suspicious command` in two. */
function split(name: string): string[] {
  const match = /^\s*(\w+)\s+[-\u2013\u2014]\s+(.*)$/s.exec(name);
  return match === null ? [] : [match[1] ?? '', match[2] ?? ''];
}

function dashed(text: string): string {
  const ascii = text
    .slice(0, 4 * MAX_LENGTH)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return trimDashes(trimDashes(ascii).slice(0, MAX_LENGTH));
}

const trimDashes = (text: string): string => text.replace(/^-/, '').replace(/-$/, '');

/** The same rules with slugs that differ: the second of a kind gets `-2`, and so on. */
export function uniqueSlugs<R extends { readonly slug: string }>(rules: readonly R[]): readonly R[] {
  const given = new Set(rules.map((rule) => rule.slug));
  const used = new Set<string>();
  const counts = new Map<string, number>();
  return rules.map((rule) => {
    let slug = rule.slug;
    for (let n = (counts.get(slug) ?? 1) + 1; used.has(slug); n++) {
      slug = `${rule.slug}-${n}`;
      counts.set(rule.slug, n);
      if (given.has(slug)) slug = rule.slug; // a rule that is really called so keeps its name
    }
    used.add(slug);
    return slug === rule.slug ? rule : { ...rule, slug };
  });
}
