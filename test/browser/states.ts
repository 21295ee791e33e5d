/** Every state of every page that somebody can be in: one list, for axe (accessibility.test.ts) and for the gallery. */
import type { Advisor } from '../desk/advisor';
import type { Person } from './chat';
import { CHAT_STATES } from './chatStates';
import { DESK_STATES } from './deskStates';
import { PAGE_STATES } from './pageStates';
import { QUESTION_STATES } from './questionStates';
import { WEBSITE_STATES } from './websiteStates';

/** What there is besides the browser of the person. */
export interface World {
  /** Where PALS is open and the chat runs. */
  readonly url: string;
  /** Another website with the chat on its pages. */
  readonly website: string;
  /** Signs in when she is first called. */
  advisor(): Promise<Advisor>;
}

export interface State {
  /** From a fresh page to the state. */
  readonly reach: (person: Person, world: World) => Promise<unknown>;
  /** The page to begin with; without it the chat's. */
  readonly at?: string;
  /** At a Trust whose PALS is closed; else PALS is open. */
  readonly isClosed?: true;
  readonly withoutScript?: true;
}

export const STATES: Readonly<Record<string, State>> = {
  ...CHAT_STATES,
  ...QUESTION_STATES,
  ...PAGE_STATES,
  ...WEBSITE_STATES,
  ...DESK_STATES,
};
