/** The browser and the real clients need a built server, so `npm test` builds first. */
const common = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.(t|j)s$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  // Written as ES modules only, which jest does not read by itself.
  transformIgnorePatterns: ['/node_modules/(?!(openid-client|oauth4webapi|jose)/)'],
};

module.exports = {
  projects: [
    {
      ...common,
      displayName: 'one instance on SQLite',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/clients/'],
    },
    {
      ...common,
      displayName: 'two instances on PostgreSQL',
      // The others hold too, and take too long to run twice: PALS_TEST_INSTANCES=2 npx jest test/browser
      testMatch: ['<rootDir>/test/browser/journey.test.ts'],
      setupFiles: ['<rootDir>/test/postgres/onTwoInstances.ts'],
    },
  ],
  testSequencer: '<rootDir>/test/slowestFirst.js',
  testTimeout: 60_000,
  maxWorkers: 2,
};
