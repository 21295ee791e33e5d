/**
 * Cases that nobody has and that everybody is to see: urgent ones at once, others when nobody came for too long. Across
 * the top of everything, until somebody picks them up.
 */
import type { CaseSummary } from '../../channels/desk/wire';
import type { Desk } from './desk';
import { el, part } from '../chat/element';
import { button } from './controls';
import { sinceThen } from './clock';
import { isWide } from './inbox';
import { plain } from './plain';
import { tierTag } from './queueRow';
import { Slot } from './slot';
import { word } from './words';

const MOST = 2;

export class AlarmBand {
  readonly #slot = new Slot(part('alarms'));

  constructor(private readonly desk: Desk) {
    desk.onChange(() => {
      this.draw();
    });
  }

  draw(): void {
    const { desk } = this;
    const alarms = desk.inbox.alarms();
    this.#slot.place.hidden = alarms.length === 0;
    const shown = alarms.slice(0, MOST);
    const urgent = alarms.filter((one) => one.urgent).length;
    const sign = JSON.stringify([
      shown.map((one) => [one.reference, one.version, one.alerts, one.outside, sinceThen(one.waitingSince)]),
      [alarms.length, urgent],
    ]);
    this.#slot.place.classList.toggle('desk-alarms--wide', urgent === 0);
    this.#slot.show(sign, () => [
      el(
        'div',
        { class: 'desk-alarms__all' },
        el(
          'h2',
          { class: 'desk-alarms__title', tabindex: '-1' },
          [
            ...(urgent > 0 ? [word('alarm.title', { n: urgent })] : []),
            ...(alarms.length > urgent ? [word('alarm.wide', { n: alarms.length - urgent })] : []),
          ].join(' '),
        ),
        alarms.length > MOST ? el('p', {}, word('alarm.more', { n: alarms.length - MOST })) : null,
      ),
      el(
        'ul',
        { class: 'desk-alarms__list' },
        ...shown.map((one) =>
          el(
            'li',
            { class: 'desk-alarm' },
            el(
              'span',
              { class: 'desk-alarm__head' },
              tierTag(one),
              ' ',
              el('span', { translate: 'no' }, one.reference),
            ),
            el(
              'span',
              { class: 'desk-alarm__why' },
              `${word('row.waits', { length: sinceThen(one.waitingSince) })}. `,
              one.why === null ? '' : plain(one.why),
            ),
            isWide(one) ? el('span', { class: 'desk-alarm__wide' }, this.#reached(one)) : null,
            desk.mayWrite
              ? button(
                  'secondary',
                  word('alarm.pickUp'),
                  () => {
                    void desk.pickUp(one);
                  },
                  {
                    'data-key': `alarm:${one.reference}`,
                    'aria-label': word('alarm.pickUpCase', { reference: one.reference }),
                  },
                )
              : button(
                  'secondary',
                  word('alarm.look'),
                  () => {
                    desk.show(one.reference);
                  },
                  {
                    'data-key': `alarm:${one.reference}`,
                    'aria-label': word('alarm.lookCase', { reference: one.reference }),
                  },
                ),
          ),
        ),
      ),
    ]);
  }

  /** Who has been alerted by now. */
  #reached({ outside }: CaseSummary): string {
    if (outside !== 'none') return word(`alarm.outside.${outside}`);
    return word(this.desk.me.alertsBeyond ? 'alarm.everyone' : 'alarm.nobodyBeyond');
  }
}
