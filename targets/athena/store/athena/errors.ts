import { StoreError } from '../../../../src/target/store.js';

/** What the SDK throws, said so that its reader knows what to do; never with a stack, never with credentials. */
export function storeError(error: unknown, queryId: string | null = null): StoreError {
  if (error instanceof StoreError) return error;
  const { name, message, code } = error as { name?: string; message?: string; code?: string };
  const told = (message ?? String(error)).trim();
  const reach = name === 'InvalidRequestException' && isAboutTheQuery(error) ? 'query' : 'store';
  return new StoreError(
    `${BY_NAME[name ?? ''] ?? BY_CODE[code ?? ''] ?? OTHERWISE(name, told)}${told}`,
    reach,
    queryId,
  );
}

const CREDENTIALS = 'the AWS credentials are not accepted: ';
const UNREACHABLE = 'Athena cannot be reached: ';

const BY_NAME: Readonly<Record<string, string>> = {
  CredentialsProviderError: 'no AWS credentials were found (set AWS_PROFILE, or sign in with your tool): ',
  AccessDeniedException: 'access to Athena is denied: ',
  AccessDenied: 'access to Athena is denied: ',
  UnrecognizedClientException: CREDENTIALS,
  InvalidClientTokenId: CREDENTIALS,
  InvalidSignatureException: CREDENTIALS,
  IncompleteSignature: CREDENTIALS,
  SignatureDoesNotMatch: CREDENTIALS,
  ExpiredTokenException: CREDENTIALS,
  ExpiredToken: CREDENTIALS,
  InvalidRequestException: 'Athena refuses the request: ',
  TooManyRequestsException: 'Athena has too many requests, also after waiting: ',
  ThrottlingException: 'Athena has too many requests, also after waiting: ',
  TimeoutError: UNREACHABLE,
};

const BY_CODE: Readonly<Record<string, string>> = {
  ENOTFOUND: UNREACHABLE,
  EAI_AGAIN: UNREACHABLE,
  ECONNREFUSED: UNREACHABLE,
  ECONNRESET: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
};

const OTHERWISE = (name: string | undefined, message: string): string => {
  if (/region is missing/i.test(message)) return 'name a region (--region, AWS_REGION or the profile): ';
  return name === undefined || name === 'Error' ? 'Athena: ' : `Athena: ${name}: `;
};

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_InvalidRequestException.html: `MALFORMED_QUERY` and the like. */
const isAboutTheQuery = (error: unknown): boolean => {
  const { AthenaErrorCode: code } = error as { AthenaErrorCode?: unknown };
  return typeof code === 'string' && /QUERY/.test(code) && !/WORKGROUP/.test(code);
};
