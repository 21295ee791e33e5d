/** The buttons of a screen, and the words that stand on them. */
import type { Goal } from './engine/flow';
import { HANDOVER, type Catalogue } from './engine/catalogue';
import type { Journey, Voice } from './engine/journey';
import type { Action, Choice } from './engine/screen';
import type { Lines } from './lines';

export class Choices {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly lines: Lines,
  ) {}

  answers({ at, voice }: Journey): Choice[] {
    const { flowId, question } = this.catalogue.question(at);
    return Object.keys(question.answers).map((answer) => ({
      id: `${at}.${answer}`,
      label: this.lines.lineOf(`${flowId}:${at}.answers.${answer}`, voice).text,
      action: { at, answer },
    }));
  }

  wayOn(journey: Journey): Choice[] {
    const target = this.catalogue.carryOn(journey.at, journey);
    if (target === undefined) return [];
    // With an advisor in the chat, going on with the questions means leaving the advisor.
    if (this.catalogue.map.outcomes[journey.at]?.isLive === true) {
      return [
        { id: 'handover.leave', label: this.lines.lineOf('handover:live.leave').text, action: { handover: 'leave' } },
      ];
    }
    const own = `outcomes:${journey.at}.carryOn`;
    const key = this.catalogue.comesBack(journey.at, journey)
      ? 'offers:backToQuestions'
      : this.lines.words.has(own)
        ? own
        : target === 'end'
          ? 'offers:finish'
          : 'offers:carryOn';
    return [
      {
        id: `${journey.at}.carryOn`,
        label: this.lines.words.line(key, journey.voice ?? 'patient').text,
        action: { at: journey.at, carryOn: true },
      },
    ];
  }

  offers(journey: Journey, ids: readonly string[]): Choice[] {
    const wayOn = this.catalogue.isQuestion(journey.at) ? undefined : this.catalogue.carryOn(journey.at, journey);
    return (
      ids
        // An outcome whose way on is a person does not offer the same a second time.
        .filter(
          (id) => this.catalogue.offerTarget(id, journey) !== undefined && !(id === HANDOVER && wayOn === HANDOVER),
        )
        .map((offer) => ({
          id: `${journey.at}.${offer}`,
          label: this.lines.words.line(`offers:${offer}`, journey.voice ?? 'patient').text,
          action: { at: journey.at, offer },
        }))
    );
  }

  person(voice: Voice | null): Choice {
    return {
      id: 'bar.talkToPals',
      label: this.lines.lineOf('offers:handover', voice).text,
      action: { bar: 'talkToPals' },
    };
  }

  /** Those that the last message may have meant, of the shown buttons and of the goals. */
  meant(journey: Journey, shown: readonly Choice[]): Choice[] {
    return journey.meant.flatMap((id) => {
      const [at = '', kind, goal] = id.split('.');
      const found = kind === 'goal' ? this.goal(journey, goal ?? '') : shown.find((one) => one.id === id);
      return at === journey.at && found !== null && found !== undefined ? [found] : [];
    });
  }

  /** A place that may have been meant. Null for one that has no words of its own. */
  goal({ at, voice }: Journey, goal: string): Choice | null {
    const key = this.goalKey(goal);
    return key === null
      ? null
      : { id: `${at}.goal.${goal}`, label: this.lines.lineOf(key, voice).text, action: { at, goal } };
  }

  /** The words that stand on the button for this action, wherever it was shown. */
  labelsOf(action: Action): string[] {
    const ids =
      'answer' in action
        ? [`${this.catalogue.questions.get(action.at)?.flowId ?? ''}:${action.at}.answers.${action.answer}`]
        : 'offer' in action
          ? [`offers:${action.offer}`]
          : 'goal' in action
            ? [this.goalKey(action.goal) ?? '']
            : 'carryOn' in action
              ? [`outcomes:${action.at}.carryOn`, 'offers:carryOn', 'offers:finish', 'offers:backToQuestions']
              : 'bar' in action
                ? [`ui:bar.${action.bar}`, 'offers:handover']
                : [];
    return ids.filter((id) => this.lines.words.has(id)).map((id) => this.lines.words.line(id).text);
  }

  private goalKey(goal: string): string | null {
    const { goals } = this.catalogue.map;
    const found: Goal | undefined = goals.public[goal] ?? goals.staff[goal];
    if (found === undefined) return null;
    const key = found.label ?? `outcomes:${goal}.title`;
    return this.lines.words.has(key) ? key : null;
  }
}
