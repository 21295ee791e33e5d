/**
 * `npm run understand:train` trains the model on the phrases of a language and writes it down, or to the path given; the
 * same phrases give the same bytes, which a test compares.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trainedModel } from './understand/phrases';

const [path = join('understanding', 'en', 'model.json')] = process.argv.slice(2);
writeFileSync(path, `${JSON.stringify(trainedModel())}\n`);
