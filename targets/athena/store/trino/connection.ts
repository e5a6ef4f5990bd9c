/** Where and as whom queries run in a Trino. */
export interface TrinoConnection {
  /** `https://trino.example.com:8443`; the path of a reverse proxy may follow. */
  readonly url: string;
  /** Default: `ruleport`. */
  readonly user?: string;
  /** With a password or a token the connection must be encrypted, unless the server is on this machine. */
  readonly password?: string;
  /** A JSON web token, in place of a password. */
  readonly token?: string;
  /** Default: `awsdatacatalog`, as Athena calls it. */
  readonly catalog?: string;
  /** Default: `default`. */
  readonly schema?: string;
  /** PEM text of the authorities to trust, in place of the system's. */
  readonly ca?: string;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Header values are one line of ASCII: https://www.rfc-editor.org/rfc/rfc9110#name-field-values */
const HEADER_TEXT = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** What is wrong with it, or null. */
export function faultOfTrino({ url, user, password, token, catalog, schema }: TrinoConnection): string | null {
  if (!URL.canParse(url)) return `${JSON.stringify(url)} is no URL such as https://trino.example.com:8443`;
  const { protocol, hostname, username, password: inUrl, search, hash } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return `Trino speaks HTTP, not ${protocol.slice(0, -1)}`;
  if (username !== '' || inUrl !== '') return 'a user or password does not belong into the URL';
  if (search !== '' || hash !== '') return "Trino's URL has no query and no fragment";
  const secret = password ?? token;
  if (password !== undefined && token !== undefined) return 'Trino takes a password or a token, not both';
  if (password !== undefined && user === undefined) return 'a password needs its user';
  if (user?.includes(':') === true) return "a user's name has no colon";
  if (secret !== undefined && protocol === 'http:' && !LOOPBACK.test(hostname)) {
    return 'a password or token is sent over https only';
  }
  const odd = Object.entries({ user, token, catalog, schema }).find(
    ([, value]) => value !== undefined && !HEADER_TEXT.test(value),
  );
  return odd === undefined ? null : `the ${odd[0]} cannot be sent to Trino: it takes one line of ASCII`;
}
