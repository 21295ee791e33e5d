/**
 * `npm run understand:train` trains the model on the phrases of a language and writes it down; the same phrases give the
 * same bytes, which a test compares.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trainedModel } from './understand/phrases';

writeFileSync(join('understanding', 'en', 'model.json'), `${JSON.stringify(trainedModel())}\n`);
