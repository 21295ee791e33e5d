/** What each required item of the Trust profile is called and why the service does not start without it. */
export interface Purpose {
  readonly what: string;
  readonly why: string;
  /** Who in a Trust knows it. */
  readonly ask: string;
}

const pals = 'Ask the PALS manager.';
const it = 'Ask the website team.';

export const PURPOSES: Readonly<Record<string, Purpose>> = {
  id: { what: "The Trust's id", why: 'a release of words is valid for it alone', ask: 'Choose a short one.' },
  name: { what: "The Trust's name", why: 'people see whose service this is', ask: 'Ask the communications team.' },
  timeZone: { what: 'The time zone', why: 'opening hours are counted in it', ask: 'Write Europe/London.' },
  'pals.name': { what: "PALS's name", why: 'it heads the chat and the contact details', ask: pals },
  'pals.phone': { what: "PALS's phone number", why: 'it is how a person reaches PALS with a reference', ask: pals },
  'pals.email': { what: "PALS's email address", why: 'some people cannot phone', ask: pals },
  'pals.place': { what: 'The place of PALS', why: 'people can go there', ask: pals },
  'pals.hours.weekly': { what: "PALS's weekly opening hours", why: 'the chat says when PALS is open', ask: pals },
  'pals.hours.bankHolidays': { what: 'Bank holidays', why: 'the chat says if PALS is open on them', ask: pals },
  'pals.hours.closures': {
    what: 'The list of single closed days',
    why: 'it can be empty, but must be thought of',
    ask: pals,
  },
  'marthasRule.name': {
    what: "The local name of Martha's Rule",
    why: 'people in hospital know it by this name',
    ask: 'Ask the critical care outreach team.',
  },
  'marthasRule.phone': {
    what: "The Martha's Rule number",
    why: 'people in hospital who get worse are given it',
    ask: 'Ask the critical care outreach team.',
  },
  'marthasRule.scope': {
    what: "Whom Martha's Rule is for",
    why: 'people are told if the number is for them',
    ask: 'Ask the critical care outreach team.',
  },
  'safeguarding.phone': {
    what: "The council's safeguarding number",
    why: 'people who fear that someone is harmed are given it',
    ask: 'Ask the safeguarding lead.',
  },
  'safeguarding.outOfHoursPhone': {
    what: "The council's safeguarding number out of hours",
    why: 'people who fear that someone is harmed are given it at night',
    ask: 'Ask the safeguarding lead.',
  },
  'switchboard.phone': { what: 'The switchboard number', why: 'people phone it to reach their team', ask: pals },
  crashNumber: {
    what: 'The cardiac arrest number inside the hospital',
    why: 'staff are given it in an emergency',
    ask: 'Ask the resuscitation team.',
  },
  'integratedCareBoard.name': {
    what: "The integrated care board's name",
    why: 'concerns about a GP go there',
    ask: pals,
  },
  'integratedCareBoard.phone': {
    what: "The integrated care board's number",
    why: 'concerns about a GP go there',
    ask: pals,
  },
  'integratedCareBoard.email': {
    what: "The integrated care board's email",
    why: 'concerns about a GP go there',
    ask: pals,
  },
  'advocacy.name': {
    what: 'The NHS complaints advocacy provider',
    why: 'unhappy people are told of help outside the Trust',
    ask: pals,
  },
  'advocacy.phone': {
    what: "The advocacy provider's number",
    why: 'unhappy people are told of help outside the Trust',
    ask: pals,
  },
  'advocacy.url': {
    what: "The advocacy provider's website",
    why: 'unhappy people are told of help outside the Trust',
    ask: pals,
  },
  'complaints.name': {
    what: "The complaints team's name",
    why: 'people ask how to complain',
    ask: 'Ask the complaints team.',
  },
  'complaints.phone': {
    what: "The complaints team's number",
    why: 'people ask how to complain',
    ask: 'Ask the complaints team.',
  },
  'complaints.email': {
    what: "The complaints team's email",
    why: 'people ask how to complain',
    ask: 'Ask the complaints team.',
  },
  'bereavement.name': {
    what: "The bereavement office's name",
    why: 'people whose relative has died are told of it',
    ask: pals,
  },
  'bereavement.phone': {
    what: "The bereavement office's number",
    why: 'people whose relative has died are given it',
    ask: pals,
  },
  'policies.secondOpinions': {
    what: "The address of the Trust's policy on second opinions",
    why: 'staff are pointed to it',
    ask: 'Ask the medical director’s office.',
  },
  'freedomToSpeakUp.name': {
    what: "The Freedom to Speak Up Guardian's title",
    why: 'staff with a concern are told of it',
    ask: 'Ask the Guardian.',
  },
  'freedomToSpeakUp.phone': {
    what: "The Freedom to Speak Up Guardian's number",
    why: 'staff with a concern are given it',
    ask: 'Ask the Guardian.',
  },
  'freedomToSpeakUp.email': {
    what: "The Freedom to Speak Up Guardian's email",
    why: 'staff with a concern are given it',
    ask: 'Ask the Guardian.',
  },
  findGpUrl: { what: 'The address to find a GP', why: 'people without a GP are given it', ask: it },
  pageUrl: { what: "The address of the Trust's page", why: 'staff share it with patients', ask: it },
  patientChatUrl: { what: 'The address of the patient chat', why: 'staff are sent there for their own care', ask: it },
  exitUrl: { what: 'The address for "Exit this page"', why: 'a person in danger leaves to it at once', ask: it },
  pageText: { what: 'The choice of exact or plain page text', why: 'nobody else may choose it', ask: pals },
  switchedOn: { what: 'The list of extra signposting', why: 'it can be empty, but must be thought of', ask: pals },
};
