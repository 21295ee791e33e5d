/** Replaces personal information by typed tokens. What is masked is never needed to see an emergency. */
import tokens from './en/maskTokens.json';
import { findDatesOfBirth } from './personal/dateOfBirth';
import { findFormats } from './personal/formats';
import { findNames } from './personal/names';
import { digitsOf, findNumbers, national } from './personal/numbers';
import type { Piece } from './personal/piece';
import { Places } from './personal/places';
import { anyOf, everywhere } from './personal/search';
import { findShapes } from './personal/shapes';
import { Reading, readingOf, type Said } from './reading';
import { type Hit, hitsOf, verdictOf } from './scan';
import type { Masked, MaskOptions } from './types';
import type { PersonalKind } from './vocabulary';

/** Numbers for everyone: Childline, Samaritans, the crisis text line, text relay and the emergency numbers. */
const FOR_EVERYONE = ['08001111', '116123', '85258', '18000', '18001', '999', '112', '111', '119', '101'];

/** The reference of a chat, such as SO-7K4P-2MXQ, and pieces that are masked already. */
const KEPT = [
  everywhere(/(?<![\p{L}\p{N}])[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}(?![\p{L}\p{N}])/giu, /[A-Z]{2}-[0-9A-Z]{4}-/i),
  everywhere(new RegExp(anyOf(Object.values(tokens)), 'gu'), /\[/),
];
/** Passes over a text: what stood beside a masked piece can be a piece of its own. */
const MOST_PASSES = 4;

const overlaps = (left: { start: number; end: number }, right: { start: number; end: number }): boolean =>
  left.start < right.end && right.start < left.end;

const keptOf = (places: Places): readonly { start: number; end: number }[] =>
  KEPT.flatMap((search) =>
    search.in(places).map((match) => ({ start: match.index, end: match.index + match[0].length })),
  );

interface Masking {
  /** Numbers that are everyone's, as digits. */
  readonly shared: ReadonlySet<string>;
  readonly formats: readonly string[];
  readonly only: readonly PersonalKind[] | undefined;
}

/** The pieces in order, none overlapping another: the first, and of those the longest. */
const piecesOf = (text: string, { shared, formats, only }: Masking): readonly Piece[] => {
  const places = new Places(text);
  const kept = keptOf(places);
  const all = [
    ...findNumbers(places, shared),
    ...findFormats(places, formats).filter(({ start, end }) => !shared.has(digitsOf(text.slice(start, end)))),
    ...findShapes(places),
    ...findDatesOfBirth(places),
    ...findNames(places),
  ].filter((piece) => piece.end > piece.start && (only?.includes(piece.kind) ?? true));
  const ordered = all.sort((a, b) => a.start - b.start || b.end - a.end);
  const chosen: Piece[] = [];
  let end = 0;
  let next = 0;
  const keptInOrder = [...kept].sort((a, b) => a.start - b.start);
  for (const piece of ordered) {
    while (next < keptInOrder.length && (keptInOrder[next]?.end ?? 0) <= piece.start) next += 1;
    const near = keptInOrder[next];
    if (piece.start < end || (near !== undefined && overlaps(near, piece))) continue;
    chosen.push(piece);
    end = piece.end;
  }
  return chosen;
};

const replaced = (text: string, pieces: readonly Piece[]): string => {
  let result = '';
  let from = 0;
  for (const { kind, start, end } of pieces) {
    result += text.slice(from, start) + tokens[kind];
    from = end;
  }
  return result + text.slice(from);
};

/** Rule by rule, nothing is lost and nothing is less certain. */
const findsAll = (now: readonly Hit[], hits: readonly Hit[]): boolean => {
  const verdict = verdictOf(hits);
  const after = verdictOf(now);
  const certain = new Set(now.filter((hit) => hit.certainty === 'certain').map(({ rule }) => rule.id));
  return (
    verdict.rules.every((id) => after.rules.includes(id)) &&
    hits.every((hit) => hit.certainty !== 'certain' || certain.has(hit.rule.id))
  );
};

interface Pass {
  /** What is masked so far. */
  readonly text: string;
  readonly reading: Reading;
  readonly kinds: readonly PersonalKind[];
}

/** One pass; a piece that holds words of a sign stays as it is. */
const pass = ({ text, reading }: Pass, masking: Masking): Pass => {
  const pieces = piecesOf(text, masking);
  if (pieces.length === 0) return { text, reading, kinds: [] };
  const hits = hitsOf(reading);
  const isDigits = ({ start, end }: Piece): boolean => !/\p{L}/u.test(text.slice(start, end));
  const attempts = [
    () => pieces,
    () => pieces.filter((piece) => !hits.some((hit) => overlaps({ start: hit.at, end: hit.end }, piece))),
    () => pieces.filter(isDigits),
  ];
  for (const attempt of attempts) {
    const kept = attempt();
    const result = replaced(text, kept);
    const now = new Reading(result, reading.message);
    if (hits.length === 0 || findsAll(hitsOf(now), hits))
      return { text: result, reading: now, kinds: kept.map(({ kind }) => kind) };
  }
  return { text, reading, kinds: [] };
};

/** @returns the tidied text with typed tokens. Masking it again changes nothing. */
export const mask = (said: Said, { publicNumbers, hospitalNumbers = [], only }: MaskOptions): Masked => {
  const shared = new Set([...FOR_EVERYONE, ...publicNumbers.map((number) => national(digitsOf(number)))]);
  const removed = new Set<PersonalKind>();
  const reading = readingOf(said);
  let current: Pass = { text: reading.tidied, reading, kinds: [] };
  for (let count = 0; count < MOST_PASSES; count += 1) {
    const next = pass(current, { shared, formats: hospitalNumbers, only });
    next.kinds.forEach((kind) => removed.add(kind));
    if (next.text === current.text) break;
    current = next;
  }
  return { text: current.text, removed: [...removed] };
};
