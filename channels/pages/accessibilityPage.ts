/** /accessibility: the statement that the law asks of a public body. Each claim has its tests in accessibilityClaims.json. */
import type { Words } from '../../locales/words';
import claims from './accessibilityClaims.json';
import type { PageAssets } from './assets';
import { directionOf } from './direction';
import { templates } from './templates';

/** Kept in step with the words: test/docs/accessibility.test.ts. */
const GAPS = ['people', 'voice', 'english', 'signing', 'advisors'];

/** A whole HTML document. */
export const renderAccessibilityPage = (words: Words, assets: PageAssets): string =>
  templates().render('accessibility.njk', {
    language: words.language,
    direction: directionOf(words.language),
    assets,
    title: words.line('accessibility:title').text,
    claims: [...new Set(claims.map(({ claim }) => claim))],
    gaps: GAPS,
    ui: (key: string) => words.line(`ui:${key}`).text,
    say: (key: string) => words.line(`accessibility:${key}`).text,
  });
