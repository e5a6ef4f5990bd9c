import type { Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { text } from '../json.js';

/** Scheme, long-path prefix, drive, what is before the last slash, the file name, its alternate data stream. */
const PATH = /^(?:([a-z][a-z\d+.-]+):\/\/)?(\\\\\?\\)?([a-z]:)?(?:(.*)[\\/])?([^\\/:]*)(?::([^\\/]*))?$/is;

/** The parts of a file path with slashes of either kind; all are "" in what is none. */
function parsePath(path: string): Value {
  const [, scheme = '', long = '', root = '', directory = '', file = '', stream = ''] = PATH.exec(path) ?? [];
  const dot = file.lastIndexOf('.');
  return new Map<string, Value>([
    ['Scheme', scheme],
    ['RootPath', root],
    ['DirectoryPath', long + root + directory],
    ['DirectoryName', /[^\\/]*$/.exec(directory)?.[0] ?? ''],
    ['Filename', file],
    ['Extension', dot < 0 ? '' : file.slice(dot + 1)],
    ['AlternateDataStreamName', stream],
  ]);
}

export const PARSE_PATH = functions({
  name: 'parse_path',
  page: 'parse-path-function',
  nulls: 'never',
  choice: 'the extension is what follows the last dot of the file name',
  evaluate: ([value]) => parsePath(text(value!)),
});
