/** A change of a flow is seen as a changed picture: docs/flows is what `npm run flows` writes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flowDocuments } from '../../scripts/flowDocuments';

test('docs/flows is up to date; run `npm run flows` after a change', () => {
  const folder = join(__dirname, '../../docs/flows');
  const kept = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  expect(kept).toEqual(flowDocuments());
});
