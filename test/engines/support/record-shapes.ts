import type { LogRecord } from '../../../src/events/event-source.js';

type Shape = (record: LogRecord) => boolean;

/** Records whose parameters are written so, as compact JSON. */
const parameters =
  (pattern: RegExp): Shape =>
  ({ requestParameters, responseElements }) =>
    pattern.test(JSON.stringify([requestParameters, responseElements]).slice(1, -1));

export const ANY: Shape = () => true;
/** A list somewhere, or an object without a value in the place of one. */
export const LISTED: Shape = parameters(/\[|\{\}/);
/** The names that are made for a scenario, in another case, or a list. */
export const LISTED_OR_RECASED: Shape = parameters(/\[|\{\}|VALUE-S\d/);
/** The principal that is made for a scenario, in another case. */
export const RECASED_PRINCIPAL: Shape = ({ userIdentity }) => /-S\d{3}/.test(JSON.stringify(userIdentity));
export const EMPTY_LIST: Shape = parameters(/\[\]/);
/** An object in the place of a text or a number. */
export const KEYED: Shape = parameters(/\{"key":("|\d)/);
/** No number where one is compared: an object, or the empty text. */
export const NO_NUMBER: Shape = parameters(/\{"key":\d|:""/);
export const ZERO: Shape = parameters(/:0[,}]/);
/** No address of four numbers alone. */
export const ODD_ADDRESS: Shape = ({ sourceIPAddress }) => !/^[\d.]+$/.test(String(sourceIPAddress));
