import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const CORE = [
  'src/rule',
  'src/kql',
  'src/schema',
  'src/ir',
  'src/functions',
  'src/target',
  'src/diagnostics',
  'src/documents',
  'src/alert',
  'src/explain',
];
const TARGETS = ['athena', 'sigma', 'splunk', 'typescript'];

/** No module of Node's own and no Node global: the core also runs in a browser. */
const noNode = {
  'no-restricted-imports': [
    'error',
    {
      patterns: [{ group: ['node:*', 'fs', 'path', 'process', 'buffer'], message: 'The core uses no module of Node.' }],
    },
  ],
  'no-restricted-globals': ['error', 'process', 'Buffer', '__dirname', 'require'],
};

const zone = (target, from, message) => ({ target, from, message });

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'golden', 'coverage', 'test/engines/work'] },
  ...tseslint.configs.strict,
  {
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      'import-x/no-default-export': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: [
            zone(
              [
                'src/rule',
                'src/kql',
                'src/schema',
                'src/ir',
                'src/functions',
                'src/interpreter',
                'src/events',
                'src/verify',
                'src/target',
                'src/documents',
                'src/alert',
                'src/explain',
              ].map((p) => `./${p}/**/*`),
              './targets',
              'Only src/api knows the targets, by their registry.',
            ),
            zone(
              [
                './src/rule/**/*',
                './src/schema/**/*',
                './src/functions/**/*',
                './src/interpreter/**/*',
                './src/events/**/*',
                './targets/**/*',
                './src/api/**/*',
                './src/cli/**/*',
              ],
              './src/kql/syntax.ts',
              "Only the lowering sees the Kusto parser's classes.",
            ),
            ...TARGETS.flatMap((id) =>
              TARGETS.filter((other) => other !== id).map((other) =>
                zone(`./targets/${id}`, `./targets/${other}`, 'Targets never import each other.'),
              ),
            ),
            zone('./targets/splunk/!(engine)/**/*', './targets/splunk/engine', 'Emitter and engine share no code.'),
            zone('./targets/sigma/!(engine)/**/*', './targets/sigma/engine', 'Emitter and engine share no code.'),
          ],
        },
      ],
    },
  },
  { files: CORE.map((folder) => `${folder}/**/*.ts`), rules: noNode },
  {
    files: TARGETS.map((id) => `targets/${id}/**/*.ts`),
    ignores: ['targets/*/engine/**', 'targets/*/engine.ts', 'targets/*/store/**'],
    rules: noNode,
  },
  { files: ['**/*.config.ts', '*.config.js'], rules: { 'import-x/no-default-export': 'off' } },
);
