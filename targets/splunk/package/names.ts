/** The names, made to differ in more than case: of two stanzas with one name Splunk keeps one. The second is `Name (2)`. */
export function uniqueStanzas(names: readonly string[]): readonly string[] {
  const used = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let count = 2; used.has(unique.toLowerCase()); count++) unique = `${name} (${count})`;
    used.add(unique.toLowerCase());
    return unique;
  });
}

/** The app's ID as the start of names of macros, which take letters, digits and underscores. */
export const macroPrefix = (app: string): string => app.replace(/[^A-Za-z0-9_]/g, '_');
