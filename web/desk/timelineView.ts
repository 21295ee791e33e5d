/** What was said and done, in order: person, assistant, advisors, notes, and the life of the case. */
import type { CaseDetail, DeskHistory, DeskNotes, TranscriptLine } from '../../channels/desk/wire';
import { el } from '../chat/element';
import { timeOf } from './clock';
import { button, name, written } from './controls';
import type { Entry } from './keyed';
import type { OpenCase, Unsent } from './openCase';
import { plain } from './plain';
import { word } from './words';

type Note = DeskNotes['notes'][number];
type Line = DeskHistory['history'][number];

/** What the assistant said at length is known: it is shown in two lines until it is wanted. */
const LONG = 170;

const shortened = (text: string): readonly HTMLElement[] => {
  // A line without a full stop, such as a heading, would run into the next.
  const inOneLine = text.replace(/([^\s.,:;?!])[ \t]*\n\s*/g, '$1. ').replace(/\s+/g, ' ');
  if (inOneLine.length <= LONG) return [written('p', inOneLine)];
  const shown = written('p', `${inOneLine.slice(0, LONG - 30).replace(/\s+\S*$/, '')} ... `);
  const more = button('quiet', word('timeline.showAll'), () => {
    shown.textContent = plain(text);
    shown.tabIndex = -1;
    shown.focus({ preventScroll: true });
  });
  shown.append(more);
  return [shown];
};

const head = (who: Node | string, at: string): HTMLElement =>
  el('p', { class: 'desk-said-by' }, el('strong', {}, who), ' ', el('time', { datetime: at }, timeOf(at)));

const speaker = ({ from, name: given }: TranscriptLine, detail: CaseDetail, me: string): Node | string => {
  if (from === 'person' && given !== null) return word('timeline.byPhone', { name: plain(given) });
  if (from === 'person') return word(detail.channel === 'phone' ? 'timeline.caller' : 'timeline.person');
  if (from === 'advisor') return given === null || given === me ? word('timeline.you') : name(given);
  return word('timeline.assistant');
};

const drawLine = (line: TranscriptLine, detail: CaseDetail, me: string): HTMLElement =>
  el(
    'li',
    {
      class: `desk-line desk-line--${line.from}${line.kind === 'choice' ? ' desk-line--choice' : ''}${line.alert === null ? '' : ' desk-line--alert'}`,
    },
    head(speaker(line, detail, me), line.at),
    ...(line.from === 'assistant' ? shortened(line.text) : [written('p', line.text)]),
    line.alert === null
      ? null
      : el(
          'p',
          { class: 'desk-flag' },
          word(line.alert.certainty === 'certain' ? 'timeline.flag' : 'timeline.flagPossible', {
            tier: line.alert.tier,
            rules: line.alert.rules.join(', '),
          }),
        ),
    line.removed.length === 0
      ? null
      : el('p', { class: 'desk-aside' }, word('timeline.removed', { kinds: line.removed.join(', ') })),
    line.hadAttachments ? el('p', { class: 'desk-aside' }, word('timeline.attachment')) : null,
  );

const drawHistory = (line: Pick<Line, 'at' | 'text'>): HTMLElement =>
  el(
    'li',
    { class: 'desk-line desk-line--history' },
    el('p', {}, el('time', { datetime: line.at }, timeOf(line.at)), ' ', el('bdi', {}, plain(line.text))),
  );

const drawNote = (note: Note): HTMLElement =>
  el(
    'li',
    { class: 'desk-line desk-line--note' },
    head(el('span', {}, word('timeline.note'), ' ', name(note.by.name)), note.at),
    written('p', note.text),
  );

const drawUnsent = (one: Unsent, again: (one: Unsent) => void, drop: (one: Unsent) => void): HTMLElement =>
  el(
    'li',
    { class: `desk-line desk-line--advisor desk-line--unsent` },
    el(
      'p',
      { class: 'desk-said-by' },
      el('strong', {}, word('timeline.you')),
      ' ',
      word(one.failed ? 'timeline.notSent' : 'timeline.sending'),
    ),
    written('p', one.text),
    one.failed
      ? el(
          'p',
          {},
          button('quiet', word('timeline.tryAgain'), () => {
            again(one);
          }),
          ' ',
          button('quiet', word('timeline.takeBack'), () => {
            drop(one);
          }),
        )
      : null,
  );

/** Said by the notes themselves, or by what else is shown: a change of the request by its own quiet line. */
const UNTOLD = ['noted', 'queue', 'edited'];

interface Timed extends Entry {
  readonly at: string;
  readonly rank: number;
}

export const timeline = (
  open: OpenCase,
  me: string,
  { again, drop }: { again: (one: Unsent) => void; drop: (one: Unsent) => void },
): readonly Entry[] => {
  const { detail } = open;
  if (detail === null) return [];
  const timed: Timed[] = [
    // What happened to the case is told by its history, with who and when; so is what was changed without a word.
    ...open.lines
      .filter(({ kind, text, hadAttachments }) => kind !== 'status' && (text !== '' || hadAttachments))
      .map((line) => ({
        key: `line:${line.seq}`,
        at: line.at,
        rank: line.seq,
        sign: JSON.stringify([line, timeOf(line.at)]),
        draw: () => (line.kind === 'edit' && line.alert === null ? drawHistory(line) : drawLine(line, detail, me)),
      })),
    ...open.history
      .filter(({ what }) => !UNTOLD.includes(what))
      .map((line) => ({
        key: `history:${line.key}`,
        at: line.at,
        rank: 0,
        sign: line.text + timeOf(line.at),
        draw: () => drawHistory(line),
      })),
    ...open.notes.map((note) => ({
      key: `note:${note.key}`,
      at: note.at,
      rank: 0,
      sign: note.text + timeOf(note.at),
      draw: () => drawNote(note),
    })),
  ];
  const ordered = timed.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.rank - b.rank));
  return [
    ...ordered,
    ...open.unsent.map((one) => ({
      key: `unsent:${one.clientId}`,
      sign: String(one.failed),
      draw: () => drawUnsent(one, again, drop),
    })),
  ];
};

export const drawTyping = (open: OpenCase): readonly (Node | null)[] => {
  const { typing } = open;
  if (typing === null || typing.until < Date.now()) return [];
  return [
    el(
      'p',
      { class: 'desk-typing' },
      typing.name === null
        ? word('timeline.personWrites')
        : word('timeline.advisorWrites', { name: plain(typing.name) }),
    ),
  ];
};
