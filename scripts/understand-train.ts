/**
 * `npm run understand:train` trains on the phrases of a language and writes down what was learned, or to the folder given;
 * the same phrases give the same bytes, which a test compares.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trainedMeaning, trainedModel } from './understand/phrases';

const [folder = join('understanding', 'en')] = process.argv.slice(2);
writeFileSync(join(folder, 'model.json'), `${JSON.stringify(trainedModel())}\n`);
writeFileSync(join(folder, 'meaning.json'), `${JSON.stringify(trainedMeaning())}\n`);
