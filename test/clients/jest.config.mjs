/** Microsoft's Web Chat in a real browser: `npm run test:clients`, apart from `npm test` because it fetches Web Chat. */
import base from '../../jest.config.js';

export default {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/clients/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120_000,
};
