import js from '@eslint/js'
import hooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const MODULE_RULES = [
  {
    selector: 'Program > VariableDeclaration[kind="let"]',
    message: 'No mutable module state: put it in a closure.',
  },
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
]

const WRITTEN_IN_PLACE = 'What a person reads comes from the message catalogue, web/text.'

/** Words between tags, or in an attribute that is read out. */
const NO_WORDS = [
  { selector: 'JSXText[value=/[A-Za-z]{2}/]', message: WRITTEN_IN_PLACE },
  {
    selector:
      'JSXAttribute[name.name=/^(alt|aria-(label|description|roledescription|valuetext)|exactLabel|hint|label|placeholder|title)$/] > Literal[value=/[A-Za-z]{2}/]',
    message: WRITTEN_IN_PLACE,
  },
]

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'public', 'training', 'test-results', 'playwright-report'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Objects here are closures: none of their functions uses `this`, so taking one out of its object is safe.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-params': ['error', 4],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  // Module-level mutable state would make two engines in one realm share secrets.
  {
    files: ['{contract,workers,web,relay}/**/*.{ts,tsx}'],
    ignores: ['**/*.test.*', '**/testing/**', '**/vite.config.ts'],
    rules: { 'no-restricted-syntax': ['error', ...MODULE_RULES] },
  },
  {
    files: ['web/**/*.tsx'],
    ignores: ['**/*.test.*', '**/testing/**'],
    rules: { 'no-restricted-syntax': ['error', ...MODULE_RULES, ...NO_WORDS] },
  },
  { files: ['web/**/*.{ts,tsx}'], plugins: { 'react-hooks': hooks }, rules: hooks.configs.recommended.rules },
  {
    files: ['**/*.test.{ts,tsx}', 'e2e/**', '**/testing/**'],
    rules: { 'max-lines': 'off', 'max-params': 'off', '@typescript-eslint/require-await': 'off' },
  },
  { files: ['web/**/*.tsx'], rules: { 'max-lines-per-function': ['error', { max: 150 }] } },
  // `test` is handed a function that calls `use`, which is Playwright's and no React hook.
  { files: ['e2e/**'], rules: { 'no-empty-pattern': 'off' } },
  // Scripts and composition roots talk to a person at a terminal.
  {
    files: [
      'scripts/**',
      'bench/**',
      'relay/main.ts',
      'relay/code-cache/write-code-cache.ts',
      '**/*.{js,mjs,cjs}',
    ],
    rules: { 'no-console': 'off' },
  },
  // Examples run in any Node of today and show what is there without imports.
  { files: ['docs/examples/**'], languageOptions: { globals: { TextDecoderStream: 'readonly' } } },
  {
    files: ['**/*.{js,mjs,cjs}'],
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }] },
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        performance: 'readonly',
        module: 'writable',
        require: 'readonly',
        __dirname: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
)
