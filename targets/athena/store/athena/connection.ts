/**
 * Where and as what queries run in Athena. Credentials come from where AWS's tools find them: environment, profile, SSO,
 * container or instance. https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */
export interface AthenaConnection {
  /** Default: that of the environment or the profile. */
  readonly region?: string;
  /** Default: `default`. */
  readonly database?: string;
  /** The data source; default: AWS's own catalogue, `AwsDataCatalog`. */
  readonly catalog?: string;
  /** Default: `primary`. */
  readonly workgroup?: string;
  /** `s3://bucket/prefix/` for results; needed where the workgroup names none. */
  readonly outputLocation?: string;
}

const SHAPES: { readonly [Name in keyof Required<AthenaConnection>]: RegExp } = {
  region: /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/,
  database: /^.{1,255}$/u,
  catalog: /^[\p{L}\p{N}_@-]{1,256}$/u,
  workgroup: /^[A-Za-z0-9._-]{1,128}$/,
  outputLocation: /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/.*)?$/u,
};

/** What is wrong with it, or null: https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html */
export function faultOfAthena(connection: AthenaConnection): string | null {
  for (const name of Object.keys(SHAPES) as (keyof typeof SHAPES)[]) {
    const value = connection[name];
    if (value !== undefined && !SHAPES[name].test(value))
      return `${JSON.stringify(value)} is no ${WORDS[name]} of Athena`;
  }
  return null;
}

const WORDS: { readonly [Name in keyof Required<AthenaConnection>]: string } = {
  region: 'region',
  database: 'database',
  catalog: 'catalogue',
  workgroup: 'workgroup',
  outputLocation: 'output location',
};
