/**
 * An alert as it leaves: an Adaptive Card in the envelope that a Teams workflow ("When a Teams webhook request is
 * received") posts into a channel, and beside it the same as data for any other program.
 */
import type { Notice } from '../../handover/alarm';
import type { Alert } from '../../handover/alert';
import type { Words } from '../../locales/words';

export interface AlertCardParts {
  readonly words: Words;
  /** Such as 10:02 on Monday 23 November. */
  readonly time: (at: string) => Readonly<Record<string, string>>;
  /** The case at the desk; null where the service does not know its own address. */
  readonly link: (reference: string) => string | null;
}

const text = (line: string) => ({ type: 'TextBlock', text: line, wrap: true });
const title = (line: string) => ({ ...text(line), weight: 'Bolder', size: 'Large' });

export class AlertCard {
  constructor(private readonly parts: AlertCardParts) {}

  of(id: string, about: Alert | Notice) {
    const { body, url } = 'reference' in about ? this.#ofCase(about) : this.#ofService(about);
    return {
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          contentUrl: null,
          content: {
            $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
            type: 'AdaptiveCard',
            version: '1.4',
            body,
            actions: url === null ? [] : [{ type: 'Action.OpenUrl', title: this.#say('alert.open'), url }],
          },
        },
      ],
      pals: { version: 1, id, ...about, deskUrl: url },
    };
  }

  #ofCase(alert: Alert) {
    const { link, time } = this.parts;
    const tier = this.#say(`tier.${alert.tier}`);
    const reasons = alert.reasons.map((kind) => this.#say(`alert.reason.${kind}`));
    const fact = (name: string, value: string) => ({ title: this.#say(`alert.fact.${name}`), value });
    const facts = [
      fact('reference', alert.reference),
      fact('tier', tier),
      ...(reasons.length === 0 ? [] : [fact('reasons', reasons.join(', '))]),
      fact('waitingSince', this.#say('alert.at', time(alert.waitingSince))),
      fact('dueAt', this.#say('alert.at', time(alert.dueAt))),
    ];
    const body = [
      title(this.#say(`alert.title.${alert.event}`, { tier })),
      text(this.#say(`alert.${alert.reach}`)),
      { type: 'FactSet', facts },
      text(this.#say('alert.noReply')),
    ];
    return { body, url: link(alert.reference) };
  }

  /** Of the service itself: a test, or something to see to. */
  #ofService({ event, alarm, at }: Notice) {
    const id = event === 'test' ? 'test' : `alarm.${alarm ?? ''}`;
    const body = [
      title(this.#say(`notice.${id}.title`)),
      text(this.#say(`notice.${id}.what`)),
      text(this.#say('alert.at', this.parts.time(at))),
    ];
    return { body, url: null };
  }

  #say(id: string, values?: Readonly<Record<string, string>>): string {
    return this.parts.words.line(`deskCase:${id}`, undefined, values).text;
  }
}
