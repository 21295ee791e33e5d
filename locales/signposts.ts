/** Signposting items: facts that are not on the Trust's page, such as 999. Each carries its id, `E-999`. */
import { hoursInWords } from './hours';
import type { Lookup, Values } from './lookup';
import type { TrustValues } from './trustValues';
import type { Voice, WordTree } from './wordFiles';

export interface Line {
  /** Its key in `locales/`, such as `outcomes:askTeam.title`. */
  readonly id: string;
  readonly text: string;
  /** The page unit that it is or proposes, such as `S03`. */
  readonly unit?: string;
}

export interface Contact {
  readonly id: string;
  readonly label: string;
  /** `tel:`, `sms:`, `mailto:` or `https:`. */
  readonly href: string;
}

export interface SignpostPart {
  readonly kind: 'signpost';
  /** Its id in the signposting facts, such as `E-999`. */
  readonly id: string;
  readonly title?: Line;
  readonly lines: Line[];
  readonly items: Line[];
  readonly contacts: Contact[];
}

/** Said only where the Trust profile asks for it, because it adds to what the page says. */
const OFF_BY_DEFAULT: readonly string[] = ['E-GMC'];

/** The item in this voice; null when it is switched off, or when the Trust has given nothing for it. */
export function signpostPart(options: {
  id: string;
  voice: Voice | undefined;
  tree: WordTree;
  lookup: Lookup;
  trust: TrustValues;
  dates: string;
}): SignpostPart | null {
  const { id, voice, tree, lookup, trust, dates } = options;
  if (OFF_BY_DEFAULT.includes(id) && !trust.switchedOn.includes(id)) return null;
  // A voice that needs other lines, and not only other words, has an item of its own.
  const own = voice !== undefined && branch(tree, `${id}_${voice}`) !== undefined ? `${id}_${voice}` : id;
  const item = branch(tree, own) ?? {};
  const line = (path: string, values?: Values): Line => {
    const key = `signposting:${own}.${path}`;
    return { id: key, text: lookup(key, voice, values) };
  };
  const given = (text: string): boolean =>
    ![...text.matchAll(/{{\s*(\w+)\s*}}/g)].some(([, name]) => name !== undefined && trust.texts[name] === null);
  const keys = (name: string): string[] =>
    Object.entries(branch(item, name) ?? {})
      .filter(([, value]) => typeof value !== 'string' || given(value))
      .map(([key]) => key)
      .filter((key) => !/_(family|staff)$/.test(key));

  const lines = keys('lines').map((key) => line(`lines.${key}`));
  const items = keys('items').flatMap((key) =>
    // One row for each run of days.
    id === 'E-PALS-HOURS' && key === 'hours'
      ? hoursInWords(trust.hours, dates, lookup).map((row) => line('items.hours', row))
      : [line(`items.${key}`)],
  );
  const contacts = keys('contacts')
    .filter((key) => {
      const contact = branch(branch(item, 'contacts'), key) ?? {};
      return Object.values(contact).every((text) => typeof text !== 'string' || given(text));
    })
    .map((key) => ({
      id: key,
      label: line(`contacts.${key}.label`).text,
      href: line(`contacts.${key}.href`).text,
    }));
  if (lines.length + items.length + contacts.length === 0) return null;
  return {
    kind: 'signpost',
    id,
    ...(typeof item.title === 'string' ? { title: line('title') } : {}),
    lines,
    items,
    contacts,
  };
}

function branch(tree: WordTree | undefined, key: string): WordTree | undefined {
  const found = tree?.[key];
  return typeof found === 'object' ? found : undefined;
}
