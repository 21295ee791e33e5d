import tseslint from 'typescript-eslint';
import prettier from 'eslint-config-prettier';
import { everyWorkIsYielded } from './scripts/lint-work.mjs';

export default tseslint.config(
  { ignores: ['dist/', 'build/', 'node_modules/', 'data/', '.cache/', 'docs/', '**/*.mjs', '**/*.js'] },
  ...tseslint.configs.strictTypeChecked,
  {
    plugins: { store: { rules: { 'every-work-is-yielded': everyWorkIsYielded } } },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Only `as const`: what comes from outside is parsed with zod, never asserted.
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      'store/every-work-is-yielded': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // `return await` of a Promise<void> keeps the stack and reads well.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      'no-console': 'error',
    },
  },
  // A script's and the start's way to speak is the console.
  { files: ['scripts/**/*.ts', 'test/**/*.ts'], rules: { 'no-console': 'off' } },
  prettier,
);
