/** The suites that take longest begin first, so that none of them runs alone at the end while the other worker has nothing to do. */
const Sequencer = require('@jest/test-sequencer').default;

const SLOWEST = [
  'browser/accessibility',
  'browser/desk',
  'browser/noScript',
  'postgres/twoInstances',
  'browser/embed',
  'browser/handover',
  'postgres/postgres',
  'faults/kill',
  'bots/everyStep',
  'browser/badLine',
].map((name) => `test/${name}.test.ts`);
const placeOf = ({ path }) => {
  const place = SLOWEST.findIndex((name) => path.endsWith(name));
  return place < 0 ? SLOWEST.length : place;
};

module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => placeOf(a) - placeOf(b));
  }
};
