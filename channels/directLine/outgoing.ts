/** A line of the log as a Direct Line activity, as JSON. */
import { randomBytes } from 'node:crypto';
import type { Choice } from '../../dialogs/engine/screen';
import type { ReturnCodes } from '../../handover/returnCode';
import type { LoggedActivity } from '../../storage/port';

/** What is the same in all activities of a conversation. */
export interface Speaker {
  readonly userId: string;
  /** Of the conversation, BCP 47. */
  readonly locale: string;
  /** Fills in what is hidden in the assistant's words, when the chat's owner reads them; null for anybody else. */
  readonly codes: Pick<ReturnCodes, 'reveal'> | null;
}

const BOT = { id: 'pals', role: 'bot' };
/** No client is told which advisor this is but by their name. */
const ADVISOR = { id: 'advisor', role: 'bot' };
const madeButtons = new WeakMap<readonly Choice[], string>();

const buttonOf = ({ label, action }: Choice): object => ({
  type: 'messageBack',
  title: label,
  text: label,
  displayText: label,
  value: action,
});

/** Of one list of choices, which is the same object for everybody at the same question. */
function buttonsJson(choices: readonly Choice[]): string {
  const known = madeButtons.get(choices);
  if (known !== undefined) return known;
  const json = choices.map((choice) => JSON.stringify(buttonOf(choice))).join(',');
  madeButtons.set(choices, json);
  return json;
}

function fromPerson(activity: LoggedActivity, userId: string): string {
  const { body, clientId } = activity;
  const common = {
    id: activity.id,
    timestamp: activity.at,
    channelId: 'directline',
    from: { id: userId, role: 'user' },
    recipient: BOT,
    conversation: { id: activity.conversationId },
    channelData: {
      ...(clientId !== null && { clientActivityID: clientId }),
      'webchat:sequence-id': activity.seq,
      // Said by phone, and entered by an advisor.
      ...(body.kind === 'message' && body.enteredBy && { palsEnteredBy: { name: body.enteredBy.name } }),
    },
  };
  if (body.kind !== 'message')
    return JSON.stringify({ type: 'event', name: body.kind === 'event' ? body.name : '', ...common });
  const { action, text } = body.message;
  // Plain: what a person wrote is never read as markup.
  const said = { text: body.label ?? text, textFormat: 'plain', ...(action && { value: action }) };
  return JSON.stringify({ type: 'message', ...said, ...common });
}

function fromBot(activity: LoggedActivity, { userId, locale }: Speaker): string {
  const { body } = activity;
  if (body.kind !== 'reply') return '';
  const { text, screen } = body.reply;
  const buttons = [screen.answers, screen.offers].map(buttonsJson).filter(Boolean).join(',');
  const fields = JSON.stringify({
    type: 'message',
    id: activity.id,
    timestamp: activity.at,
    channelId: 'directline',
    from: BOT,
    recipient: { id: userId, role: 'user' },
    conversation: { id: activity.conversationId },
    ...(activity.replyTo !== null && { replyToId: activity.replyTo }),
    locale,
    text,
    inputHint: 'expectingInput',
  });
  const suggested =
    buttons === '' ? '' : `"suggestedActions":{"to":[${JSON.stringify(userId)}],"actions":[${buttons}]},`;
  // The screen's JSON is what the store wrote: it is set in as it is.
  return `${fields.slice(0, -1)},${suggested}"channelData":{"webchat:sequence-id":${activity.seq},"pals":${body.screenJson}}}`;
}

/** What an advisor wrote, and Bot Framework's `handoff.status`: what happened to the person's request. */
function fromDesk(activity: LoggedActivity, { userId, locale }: Speaker): string {
  const { body } = activity;
  const common = {
    id: activity.id,
    timestamp: activity.at,
    channelId: 'directline',
    recipient: { id: userId, role: 'user' },
    conversation: { id: activity.conversationId },
  };
  const sequence = { 'webchat:sequence-id': activity.seq };
  if (body.kind === 'status') {
    const said = { name: 'handoff.status', value: body.status };
    return JSON.stringify({ type: 'event', ...common, from: BOT, ...said, channelData: sequence });
  }
  if (body.kind !== 'advisor') return '';
  const { name } = body.advisor;
  return JSON.stringify({
    type: 'message',
    ...common,
    from: { ...ADVISOR, name },
    locale,
    text: body.text,
    // Plain: what a person wrote is never read as markup.
    textFormat: 'plain',
    channelData: { ...sequence, palsAdvisor: { name } },
  });
}

/** An advisor is writing: sent to those who listen now, and kept nowhere. */
export function typingJson(conversationId: string, { name }: { readonly name: string }): string {
  const from = { ...ADVISOR, name };
  const id = `${conversationId}|typing-${randomBytes(6).toString('hex')}`;
  const typing = { type: 'typing', id, channelId: 'directline', from, conversation: { id: conversationId } };
  return JSON.stringify({ activities: [typing] });
}

const MADE_BY = { bot: fromBot, advisor: fromDesk, desk: fromDesk };

function activityJson(activity: LoggedActivity, speaker: Speaker): string {
  const { from, conversationId } = activity;
  const json = from === 'person' ? fromPerson(activity, speaker.userId) : MADE_BY[from](activity, speaker);
  return from === 'bot' ? (speaker.codes?.reveal(json, conversationId) ?? json) : json;
}

/** An ActivitySet. `watermark` is how far the reader then is. */
export function activitySetJson(activities: readonly LoggedActivity[], speaker: Speaker, watermark: number): string {
  const all = activities.map((activity) => activityJson(activity, speaker)).join(',');
  return `{"activities":[${all}],"watermark":"${activities.at(-1)?.seq ?? watermark}"}`;
}

/** The watermark in a query: none, empty and `-` are the start. Null when it is not one. */
export function readWatermark(value: string | null): number | null {
  if (value === null || value === '' || value === '-' || value === 'null' || value === 'undefined') return 0;
  return /^\d{1,12}$/.test(value) ? Number(value) : null;
}
