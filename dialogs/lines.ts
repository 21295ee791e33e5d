/** Single lines and pieces of a screen, by id, in the voice of the person. */
import type { SignpostPart, Words } from '../locales/words';
import type { SignpostId, UnitId } from './engine/flow';
import type { Voice } from './engine/journey';
import type { Line, Part } from './engine/screen';

/** Page headings, and how the units that follow them are set. The others are lines of their own. */
const HEADED: Readonly<Record<string, 'line' | 'steps' | 'list'>> = { S05: 'line', S13: 'steps', S19: 'list' };
/** Units that do not speak to a "you" who could be taken for somebody else. */
const NOT_TO_YOU: readonly UnitId[] = ['S01', 'S02', 'S04', 'S05', 'S11', 'S12', 'S13', 'S19', 'S20', 'S21', 'S24'];

export class Lines {
  constructor(readonly words: Words) {}

  line(id: string, voice: Voice | null = null, values?: Record<string, string>): Part {
    return { kind: 'line', line: this.lineOf(id, voice, values) };
  }

  lineOf(id: string, voice: Voice | null = null, values?: Record<string, string>): Line {
    return this.words.line(id, voice ?? 'patient', values);
  }

  signposts(ids: readonly SignpostId[], voice: Voice | null): Part[] {
    return ids
      .map((id) => this.words.signpost(id, voice ?? 'patient'))
      .filter((part): part is SignpostPart => part !== null);
  }

  units(ids: readonly UnitId[], voice: Voice): Part[] {
    const speaksToYou = ids.some((id) => !NOT_TO_YOU.includes(id));
    const parts: Part[] = voice !== 'patient' && speaksToYou ? [this.line('bot:pageVoice', voice)] : [];
    let items: Line[] | null = null;
    for (const id of ids) {
      const line = this.words.unit(id);
      const style = HEADED[id];
      if (style !== undefined) {
        parts.push({ kind: 'heading', line });
        items = style === 'line' ? null : [];
        if (items !== null && style !== 'line') parts.push({ kind: style, items });
      } else if (items !== null) items.push(line);
      else parts.push({ kind: 'line', line });
    }
    return parts;
  }
}
