/** The bot's part while PALS has the person's request: what it says when the desk acts, and when it is silent. */
import { DialogBot, type DialogBotParts } from '../../bots/dialogBot';
import type { IncomingMessage, Reply, TurnResult } from '../../bots/turn';
import type { Action } from '../../dialogs/engine/screen';
import { EMPTY_PERSON_SIDE, type Case } from '../../handover/case';
import type { CaseState } from '../../handover/caseStates';
import type { HandoffStatus } from '../../handover/status';
import { scan } from '../../understanding';
import { aCase } from '../desk/aCase';
import { botParts } from './botParts';

class Conversation {
  private state: unknown = null;
  private case: Case | null = null;
  last: TurnResult = { state: null, replies: [], caseChanges: [], ratings: [] };

  constructor(private readonly bot: DialogBot) {}

  static async open(more: Partial<DialogBotParts> = {}): Promise<Conversation> {
    const desk = { availability: () => Promise.resolve({ kind: 'desk', free: true, ahead: 0 } as const) };
    const one = new Conversation(new DialogBot('public', botParts({ ...desk, ...more })));
    await one.turn(null);
    return one;
  }

  get text(): string {
    return this.last.replies.map(({ text }: Reply) => text).join('\n\n');
  }
  get screen(): Reply['screen'] | undefined {
    return this.last.replies.at(-1)?.screen;
  }

  press = (action: Action, text = ''): Promise<void> => this.turn(this.message(text, action));
  write = (text: string): Promise<void> => this.turn(this.message(text, null));
  /** Something that the model alone finds, and is not sure of. */
  writeVeiled = (text: string): Promise<void> =>
    this.turn({ ...this.message(text, null), verdict: { tier: 'T1', certainty: 'slight', rules: ['model.T1'] } });

  /** The desk acts: the case is in this state, and the chat is told. */
  async desk(state: CaseState, what: HandoffStatus['what'], more: Partial<HandoffStatus> = {}): Promise<void> {
    if (this.case !== null) this.case = { ...this.case, state };
    const status: HandoffStatus = {
      reference: 'SO-7K4P-2MXQ',
      state: 'accepted',
      what,
      advisor: 'Sam',
      reason: null,
      ...more,
    };
    await this.turn({ id: 'c|9', status });
  }

  /** What goes out instead when the turn cannot be made. */
  apology = (text = ''): readonly Reply[] =>
    this.bot.withoutState(scan(text), 'failed', { state: this.state, openCase: this.case });

  /** As the store has it, whatever the chat was told. */
  stands(more: Partial<Case>): void {
    this.case = { ...(this.case ?? caseOf(aCase().facts)), ...more };
  }

  private message(text: string, action: Action | null): IncomingMessage {
    return { id: 'c|1', text, action, verdict: scan(text), removed: [] };
  }

  private async turn(message: Parameters<DialogBot['turn']>[0]['message']): Promise<void> {
    const openCase = this.case;
    this.last = await this.bot.turn({ conversationId: 'c', locale: 'en', state: this.state, message, openCase });
    // As the store keeps it: plain JSON.
    this.state = JSON.parse(JSON.stringify(this.last.state));
    for (const change of this.last.caseChanges) {
      if (change.kind === 'raise') this.case = caseOf(change.facts);
      if (change.kind === 'person' && this.case !== null) {
        this.case = { ...this.case, person: { ...this.case.person, ...change.patch } };
      }
      if (change.kind === 'leave' && this.case !== null) this.case = { ...this.case, state: 'leftByPerson' };
    }
  }
}

const caseOf = (facts: Case['facts']): Case => ({
  reference: facts.reference,
  conversationId: 'c',
  channel: 'directline',
  facts,
  person: EMPTY_PERSON_SIDE,
  state: 'waiting',
  tier: facts.tier,
  raisedAt: facts.raisedAt,
  waitingSince: facts.raisedAt,
  dueAt: facts.raisedAt,
  stateSince: facts.raisedAt,
  heldSince: null,
  holder: null,
  handedTo: null,
  asideUntil: null,
  closeReason: null,
  version: 1,
  unread: false,
  alerts: 0,
  alertedAt: null,
  outside: 'none',
});

const asked = async (): Promise<Conversation> => {
  const chat = await Conversation.open();
  await chat.press({ at: 'who', answer: 'me' });
  await chat.press({ at: 'where', answer: 'homeSteady' });
  await chat.press({ bar: 'talkToPals' });
  return chat;
};
const live = async (): Promise<Conversation> => {
  const chat = await asked();
  await chat.desk('withAdvisor', 'joined');
  return chat;
};

describe('asking for PALS', () => {
  test('raises the case from the answers given, by handoff.initiate with the masked transcript attached', async () => {
    const attached: unknown[] = [];
    const chat = await Conversation.open({
      transcript: () => {
        const transcript = { activities: [] };
        attached.push(transcript);
        return Promise.resolve(transcript);
      },
    });
    await chat.press({ at: 'who', answer: 'someoneElse' });
    await chat.press({ bar: 'talkToPals' });
    expect(attached).toHaveLength(1);
    expect(chat.last.caseChanges).toMatchObject([
      {
        kind: 'raise',
        facts: { skill: 'PALS', voice: 'family', tier: 'T6', reasons: ['asked'] },
      },
    ]);
    expect(chat.text).toContain('I have passed this on to PALS.');
    expect(chat.text).toContain('SO-7K4P-2MXQ-****-****');
    expect(chat.screen?.handover?.lines.map(({ id, value }) => [id, value])).toEqual([
      ['tier', 'Wants to talk to PALS'],
      ['who', 'A family member, friend or carer'],
      ['why', 'Asked for PALS'],
      ['answer:who', 'Someone else'],
    ]);
  });

  test('when PALS is closed nothing is said to be passed on', async () => {
    const chat = await Conversation.open({ availability: botParts().availability });
    await chat.press({ bar: 'talkToPals' });
    expect(chat.text).not.toContain('passed this on');
    expect(chat.text).toContain('PALS opens at 9am on Monday 23 November.');
  });

  test('while waiting, the person takes lines out, adds a wish and needs, and chooses how to go on', async () => {
    const chat = await asked();
    await chat.press({ handover: 'takeOut', line: 'answer:where', out: true });
    expect(chat.screen?.handover?.lines.find(({ id }) => id === 'answer:where')?.out).toBe(true);
    await chat.press({ handover: 'needs', needs: ['bsl', 'nonsense'], language: 'ur' });
    expect(chat.last.caseChanges).toEqual([
      { kind: 'person', reference: 'SO-7K4P-2MXQ', patch: { needs: ['bsl'], language: 'ur' } },
    ]);
    await chat.press({ handover: 'wish' }, 'I want my scan explained');
    expect(chat.screen?.handover?.wish).toBe('I want my scan explained');
    await chat.press({ handover: 'how', how: 'leave' });
    expect(chat.text).toContain('PALS cannot contact you.');
    // The questions can be carried on meanwhile.
    await chat.press({ at: 'handoverQueue', carryOn: true });
    expect(chat.screen?.node).toBe('treatmentUrgent');
  });

  test('a wish that says something urgent is kept, and the card comes first', async () => {
    const chat = await asked();
    await chat.press({ handover: 'wish' }, 'help he is not breathing');
    expect(chat.screen?.node).toBe('emergency');
    expect(chat.last.caseChanges).toMatchObject([
      { kind: 'person' },
      { kind: 'safety', tier: 'T0' },
      { kind: 'facts' },
    ]);
  });
});

describe('while an advisor is in the chat', () => {
  test('the person sees who has joined, and the assistant is silent', async () => {
    const chat = await live();
    expect(chat.text).toContain('Sam from PALS is here.');
    expect(chat.screen).toMatchObject({ node: 'handoverLive', handover: { live: true } });
    await chat.write('hello, is anybody there? no. yes. 2');
    expect(chat.last.replies).toEqual([]);
  });

  test('the safety scan goes on, the desk is told, and the advisor stays', async () => {
    const chat = await live();
    await chat.write('he has collapsed and is not breathing');
    expect(chat.text.startsWith('Call 999 or go to A&E now')).toBe(true);
    expect(chat.screen).toMatchObject({ node: 'handoverLive', handover: { live: true } });
    expect(chat.last.caseChanges).toMatchObject([{ kind: 'safety', tier: 'T0' }, { kind: 'facts' }]);
    await chat.write('ok');
    expect(chat.last.replies).toEqual([]);
  });

  test('what is slight is one line with the numbers, the advisor stays, and no alarm is raised', async () => {
    const chat = await live();
    await chat.writeVeiled('it will not matter after Friday');
    expect(chat.text).toContain('You can call Samaritans on 116 123, day or night.');
    expect(chat.text).not.toContain('I am sorry. You are not alone.');
    expect(chat.screen).toMatchObject({ node: 'handoverLive', pinned: false, handover: { live: true } });
    expect(chat.last.caseChanges.map(({ kind }) => kind)).not.toContain('safety');
    await chat.write('ok');
    expect(chat.last.replies).toEqual([]);
  });

  test('"I need help now" is answered, and other buttons say how to go back to the questions', async () => {
    const chat = await live();
    await chat.press({ bar: 'helpNow' });
    expect(chat.text).toContain('Call 999 or go to A&E now');
    await chat.press({ bar: 'startAgain' });
    expect(chat.text).toContain('You are talking to PALS.');
    expect(chat.screen?.node).toBe('handoverLive');
  });

  test('leaving goes back to the question that was open, and asking again is the same case', async () => {
    const chat = await live();
    await chat.press({ handover: 'leave' }, 'Leave the chat with PALS');
    expect(chat.last.caseChanges).toEqual([{ kind: 'leave', reference: 'SO-7K4P-2MXQ' }]);
    expect(chat.screen).toMatchObject({ node: 'treatmentUrgent' });
    expect(chat.screen?.handover).toBeUndefined();
    await chat.press({ bar: 'talkToPals' });
    expect(chat.last.caseChanges).toMatchObject([{ kind: 'raise', facts: { reference: 'SO-7K4P-2MXQ' } }]);
  });
});

describe('each way it can end has its own words', () => {
  const ends: readonly [string, CaseState, HandoffStatus['what'], Partial<HandoffStatus>, string, string][] = [
    [
      'handed back',
      'backToAssistant',
      'handedBack',
      {},
      'Sam from PALS has left the chat. We can go on',
      'treatmentUrgent',
    ],
    ['closed as answered', 'closed', 'closed', { reason: 'answered' }, 'Their answer stays here.', 'treatmentUrgent'],
    [
      'closed without an answer',
      'closed',
      'closed',
      { reason: 'noReplyFromPerson' },
      'there was no answer',
      'treatmentUrgent',
    ],
    [
      'handed to a colleague',
      'transferred',
      'handedOver',
      { advisor: 'Alex' },
      'Alex from PALS has been asked',
      'handoverQueue',
    ],
    ['the advisor signed out', 'waiting', 'released', {}, 'You are in the queue again.', 'handoverQueue'],
  ];
  test.each(ends)('%s', async (_name, state, what, more, words, at) => {
    const chat = await live();
    await chat.desk(state, what, more);
    expect(chat.text).toContain(words);
    expect(chat.screen?.node).toBe(at);
    await chat.write('purple monkey');
    expect(chat.last.replies).not.toEqual([]);
  });

  test('not picked up in time: what to do instead, and the question stays open', async () => {
    const chat = await asked();
    await chat.desk('notAnsweredInTime', 'notPickedUp', { advisor: null, state: 'failed' });
    expect(chat.text).toContain('Nobody from PALS has picked this up yet.');
    expect(chat.text).toContain('You can phone PALS on 020 7946 0000 with your reference.');
    expect(chat.screen?.kind).toBe('notice');
  });

  test('somebody who went on with the questions is told without losing their place', async () => {
    const chat = await asked();
    await chat.press({ at: 'handoverQueue', carryOn: true });
    await chat.desk('pickedUp', 'pickedUp');
    expect(chat.text).toContain('Sam from PALS is reading what you chose.');
    expect(chat.screen).toMatchObject({ kind: 'notice', node: 'treatmentUrgent' });
    await chat.desk('withAdvisor', 'joined');
    expect(chat.screen?.node).toBe('handoverLive');
    await chat.desk('backToAssistant', 'handedBack');
    expect(chat.screen?.node).toBe('treatmentUrgent');
  });
});

describe('what was overtaken', () => {
  test('an advisor who joins while the person is leaving leaves them with the assistant', async () => {
    const chat = await asked();
    await chat.press({ handover: 'leave' });
    await chat.desk('leftByPerson', 'joined');
    expect(chat.last.replies).toEqual([]);
    await chat.write('hello?');
    expect(chat.last.replies).not.toEqual([]);
  });

  test('what is told of an older request says nothing of the one that stands', async () => {
    const chat = await asked();
    await chat.desk('waiting', 'closed', { reference: 'SO-OLDE-RONE', reason: 'answered' });
    expect(chat.last.replies).toEqual([]);
    await chat.write('hello?');
    expect(chat.screen?.handover?.reference).toBe('SO-7K4P-2MXQ');
  });

  test('when a turn failed and the chat was not told that the advisor went, the assistant wakes and asks again', async () => {
    const chat = await live();
    chat.stands({ state: 'closed' });
    await chat.write('yes');
    expect(chat.text).toContain('Here it is again.');
    expect(chat.screen).toMatchObject({ node: 'treatmentUrgent' });
    expect(chat.screen?.handover).toBeUndefined();

    const other = await live();
    other.stands({ state: 'waiting' });
    await other.write('yes');
    expect(other.screen?.node).toBe('handoverQueue');
  });

  test('"Go back" never leads to waiting for, or talking to, somebody who has gone', async () => {
    const chat = await live();
    await chat.desk('closed', 'closed', { reason: 'answered' });
    const nodes: (string | undefined)[] = [];
    for (let times = 0; times < 4; times += 1) {
      await chat.press({ bar: 'goBack' });
      nodes.push(chat.screen?.node);
    }
    expect(nodes).toEqual(['treatmentUrgent', 'where', 'who', 'who']);
  });
});

describe('nobody is promised', () => {
  const closed = { availability: botParts().availability };

  test('who waits over the closing is told that PALS is closed, not to phone', async () => {
    let isOpen = true;
    const chat = await Conversation.open({
      availability: (now) =>
        isOpen ? Promise.resolve({ kind: 'desk', free: false, ahead: 0 }) : closed.availability(now),
    });
    await chat.press({ bar: 'talkToPals' });
    isOpen = false;
    await chat.desk('notAnsweredInTime', 'notPickedUp', { advisor: null });
    expect(chat.text).toContain('Nobody is reading this chat.');
    expect(chat.text).toContain('PALS opens at 9am on Monday 23 November.');
    expect(chat.text).not.toContain('You can phone');
  });

  test('an advisor who goes home at the end of the day leaves no one in a queue that nobody reads', async () => {
    let isOpen = true;
    const chat = await Conversation.open({
      availability: (now) =>
        isOpen ? Promise.resolve({ kind: 'desk', free: true, ahead: 0 }) : closed.availability(now),
    });
    await chat.press({ bar: 'talkToPals' });
    await chat.desk('withAdvisor', 'joined');
    isOpen = false;
    await chat.desk('waiting', 'released');
    expect(chat.screen?.node).toBe('handoverClosed');
    expect(chat.text).toContain('PALS opens at 9am on Monday 23 November.');
    expect(chat.text).not.toContain('You can wait here');
    // And when PALS takes it up again, it goes on from there.
    await chat.desk('withAdvisor', 'joined');
    await chat.desk('closed', 'closed', { reason: 'answered' });
    expect(chat.screen?.node).toBe('who');
  });

  test('who waits when PALS closes is told so, with the next opening, and keeps the reference', async () => {
    let isOpen = true;
    const chat = await Conversation.open({
      availability: (now) =>
        isOpen ? Promise.resolve({ kind: 'desk', free: false, ahead: 0 }) : closed.availability(now),
    });
    await chat.press({ bar: 'talkToPals' });
    isOpen = false;
    await chat.desk('waiting', 'palsClosed', { advisor: null, state: 'failed' });
    expect(chat.text).toContain('PALS has closed.');
    expect(chat.text).toContain('Nobody is reading this chat.');
    expect(chat.text).toContain('PALS opens at 9am on Monday 23 November.');
    expect(chat.text).not.toContain('You can phone');
    expect(chat.screen).toMatchObject({ kind: 'notice', handover: { reference: 'SO-7K4P-2MXQ' } });
    await chat.write('hello?');
    expect(chat.text).not.toContain('You can wait here');
  });

  test('when the last advisor leaves in opening hours it is the phone that is offered; an advisor who came keeps it', async () => {
    let isStaffed = true;
    const chat = await Conversation.open({
      availability: () =>
        Promise.resolve(isStaffed ? { kind: 'desk', free: true, ahead: 0 } : { kind: 'byPhone', until: '5pm' }),
    });
    await chat.press({ bar: 'talkToPals' });
    isStaffed = false;
    await chat.desk('waiting', 'palsClosed', { advisor: null, state: 'failed' });
    expect(chat.text).toContain('No PALS advisor is in this chat now.');
    expect(chat.text).toContain('You can phone PALS on 020 7946 0000 with your reference.');
    expect(chat.text).not.toContain('PALS has closed.');
    await chat.desk('withAdvisor', 'joined');
    await chat.desk('withAdvisor', 'palsClosed', { advisor: null, state: 'failed' });
    expect(chat.last.replies).toEqual([]);
  });

  test('an advisor who does not answer: what to do is said, nothing is promised, and nothing ends', async () => {
    const chat = await live();
    await chat.desk('withAdvisor', 'stillThere');
    expect(chat.text).toContain('There has been no answer from PALS for a few minutes.');
    expect(chat.text).toContain('You can phone PALS on 020 7946 0000 with your reference, or wait.');
    expect(chat.screen).toMatchObject({ node: 'handoverLive', handover: { live: true } });
    await chat.write('ok');
    expect(chat.last.replies).toEqual([]);
  });

  test('asking twice tells no place in the queue, and counts nobody as waiting before themselves', async () => {
    let ahead = 0;
    const chat = await Conversation.open({ availability: () => Promise.resolve({ kind: 'desk', free: true, ahead }) });
    await chat.press({ bar: 'talkToPals' });
    ahead = 1;
    await chat.press({ bar: 'talkToPals' });
    expect(chat.text).toContain('PALS has your request.');
    expect(chat.text).not.toMatch(/waiting before you|is free yet/);
  });
});

test('a wish in the middle of talking to PALS that says something urgent brings the card, and the advisor stays', async () => {
  const chat = await live();
  await chat.press({ handover: 'wish' }, 'help he is not breathing');
  expect(chat.text.startsWith('Call 999 or go to A&E now')).toBe(true);
  expect(chat.screen?.node).toBe('handoverLive');
  expect(chat.last.caseChanges).toMatchObject([{ kind: 'person' }, { kind: 'safety', tier: 'T0' }, { kind: 'facts' }]);
});

test('an apology keeps the request on the screen, and that an advisor is there', async () => {
  const chat = await live();
  const panel = chat.screen?.handover;
  expect(panel).toMatchObject({ live: true, reference: 'SO-7K4P-2MXQ' });
  for (const { screen } of [...chat.apology(), ...chat.apology('he is not breathing')])
    expect(screen.handover).toEqual(panel);
  await chat.press({ handover: 'leave' });
  expect(chat.apology()[0]?.screen.handover).toBeUndefined();
});

test('whoever asks while PALS is closed is told so then, and that is known to the timers', async () => {
  const closed = await Conversation.open({ availability: () => Promise.resolve({ kind: 'closed', opens: null }) });
  await closed.press({ bar: 'talkToPals' });
  expect(closed.last.caseChanges).toMatchObject([{ kind: 'raise', isToldClosed: true }]);
  const open = await Conversation.open();
  await open.press({ bar: 'talkToPals' });
  expect(open.last.caseChanges).toMatchObject([{ kind: 'raise', isToldClosed: false }]);
});

test('a caller whose case the advisor has opened asks for PALS: it is that case, not a second one', async () => {
  const chat = await Conversation.open();
  const reference = 'SO-CALL-CALL';
  chat.stands({ reference, facts: { ...aCase().facts, reference }, state: 'pickedUp' });
  await chat.press({ at: 'who', answer: 'me' });
  await chat.press({ bar: 'talkToPals' });
  expect(chat.last.caseChanges).toMatchObject([
    { kind: 'raise', facts: { reference, answers: [{ question: 'who', answer: 'me' }] } },
  ]);
  expect(chat.text).toContain(reference);
  // Filled in for whoever opens the chat with it; the advisor who reads this out has it apart.
  expect(chat.text).toContain('SO-CALL-CALL-****-****');
});

describe('T0 to T3: the desk is alerted beside the advice', () => {
  test('the case is raised without being asked for, and the person is told of nobody', async () => {
    const chat = await Conversation.open();
    await chat.write('he has collapsed and is not breathing');
    expect(chat.screen?.node).toBe('emergency');
    expect(chat.last.caseChanges).toMatchObject([{ kind: 'raise', facts: { tier: 'T0', outcome: 'emergency' } }]);
    expect(chat.text).not.toMatch(/passed this on|advisor/i);
    expect(chat.screen?.handover).toBeUndefined();
    await chat.desk('pickedUp', 'pickedUp');
    expect(chat.last.replies).toEqual([]);
    await chat.desk('notAnsweredInTime', 'notPickedUp', { state: 'failed', advisor: null });
    expect(chat.last.replies).toEqual([]);
  });

  test('by an answer too; and somebody who comes is announced', async () => {
    const chat = await Conversation.open();
    await chat.press({ at: 'who', answer: 'me' });
    await chat.press({ at: 'where', answer: 'hospitalWorse' });
    expect(chat.last.caseChanges).toMatchObject([{ kind: 'raise', facts: { tier: 'T2' } }]);
    await chat.desk('withAdvisor', 'joined');
    expect(chat.text).toContain('Sam from PALS is here.');
    expect(chat.screen).toMatchObject({ node: 'handoverLive', handover: { live: true } });
    await chat.desk('closed', 'closed', { reason: 'answered' });
    expect(chat.screen?.node).toBe('deteriorating');
  });

  test('asking afterwards is the same case, with its return code', async () => {
    const chat = await Conversation.open();
    await chat.write('i want to kill myself');
    await chat.press({ at: 'crisis', offer: 'handover' });
    expect(chat.last.caseChanges).toMatchObject([{ kind: 'raise', facts: { tier: 'T1', reference: 'SO-7K4P-2MXQ' } }]);
    expect(chat.text).toContain('I have passed this on to PALS.');
    expect(chat.screen?.handover?.returnCode).toBe('SO-7K4P-2MXQ-****-****');
  });

  test('what is possible and not certain alerts nobody', async () => {
    const chat = await Conversation.open();
    await chat.write('stroke');
    expect(chat.screen?.node).toBe('happeningNow');
    expect(chat.last.caseChanges).toEqual([]);
  });
});

test('while waiting, what is written is not "not understood": PALS reads it', async () => {
  const chat = await asked();
  await chat.write('my scan was lost twice');
  expect(chat.text).toContain('PALS can read that in your request.');
  expect(chat.text).not.toContain('did not understand');
});

test('staff in Teams are told a reference and no return code: there is no other way into their chat', async () => {
  const staff = new DialogBot('staff', botParts());
  const about = { conversationId: 't', locale: 'en', openCase: null };
  const { state } = await staff.turn({ ...about, state: null, message: null });
  const action = { bar: 'talkToPals' } as const;
  const asked: IncomingMessage = { id: 't|1', text: '', action, verdict: scan(''), removed: [] };
  const { replies } = await staff.turn({ ...about, state, message: asked });
  const text = replies.map((one) => one.text).join('\n');
  expect(text).toContain('SO-7K4P-2MXQ');
  expect(text).not.toContain('****');
});
