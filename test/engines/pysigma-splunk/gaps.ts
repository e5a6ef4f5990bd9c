/** What a backend cannot convert: its error, why that is so, and the text without what it takes. */
export interface Gap {
  readonly backend: 'splunk' | 'sqlite';
  readonly error: RegExp;
  readonly why: string;
  readonly without: (text: string) => string;
}

export const GAPS: readonly Gap[] = [
  {
    backend: 'splunk',
    error: /Case-sensitive string matching is not supported by backend/,
    why: 'it has no case-sensitive comparison (|cased), for field=value in SPL has none; without it the text converts',
    without: (text) => text.replaceAll('|cased', ''),
  },
  {
    backend: 'splunk',
    error: /ORing FieldRef matching is not yet supported/,
    why: 'it compares two fields only beside other tests, not as one of several; with the field alone the text converts',
    without: (text) => text.replace(/\|fieldref: .*$/gm, `: '*'`),
  },
];
