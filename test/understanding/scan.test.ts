import { scan } from '../../understanding';

const said = (text: string): string => {
  const { tier, certainty } = scan(text);
  return tier === null ? 'none' : `${tier} ${certainty}`;
};

describe('explicit wording is certain', () => {
  test.each([
    ['T0', ['I have chest pain', 'he is not breathing', "she won't wake up", 'my dad has just collapsed']],
    [
      'T0',
      ['I think my mum is having a stroke', 'her face has dropped on one side', 'he keeps fitting, it will not stop'],
    ],
    ['T0', ['it wont stop bleeding', 'my baby has gone blue', 'my throat is closing up', 'she is choking on food']],
    ['T0', ['I have taken an overdose', 'I am on chemo and have a fever', 'my baby is not moving in the bump']],
    ['T0', ['please call 999', 'I need an ambulance', 'he is attacking me', 'this is an emergency']],
    [
      'T1',
      [
        'I want to die',
        'I am going to kill myself',
        'I feel suicidal today',
        'gonna kms',
        'I have been cutting myself',
      ],
    ],
    [
      'T1',
      [
        'the voices are telling me to hurt people',
        'no reason to live',
        'I will not be here on Monday',
        "I don't feel safe",
      ],
    ],
    ['T2', ['mum is on the ward and getting worse', "I want Martha's Rule", 'call 4 concern', 'call for concern']],
    ['T2', ['we press the buzzer and nobody comes, call bell ignored', 'the nurses on the ward are ignoring us']],
    [
      'T3',
      [
        'my husband hits me',
        'I am scared of my partner',
        'she is not being fed',
        'he touched me',
        'they tied her down',
      ],
    ],
    ['T3', ['I am going to stab that doctor', 'he threatened to hurt me', 'someone is being hurt at home']],
  ])('%s: %j', (tier, messages) => {
    expect(messages.map((text) => [text, said(text)])).toEqual(messages.map((text) => [text, `${tier} certain`]));
  });
});

it('finds treatment that may wait too long', () => {
  expect(said('I have stopped my tablets until somebody else sees me')).toBe('T4 certain');
  expect(said('my operation is on Thursday and I want a second opinion first')).toBe('T4 certain');
  expect(said('how long can I leave it')).toBe('T4 possible');
});

describe('how it is written does not silence it', () => {
  test.each([
    'i cant breath',
    'I CAN’T BREATHE!!!',
    "can't... breathe",
    'cant fucking breathe pls',
    'i c\u200ban\u200bt brea\u00adthe',
    'chets pain and breething badly',
    'shes unconcious',
    'hes having an hart attack',
    'havin a siezure right now',
    'my cheeest pain is baaad',
    'Thank you for your letter. I want a second opinion about my knee. Also my husband has collapsed. Kind regards',
    'how do i get a second opinion also my chest pain started ten minutes ago',
  ])('%s', (text) => {
    expect(said(text)).toBe('T0 certain');
  });
});

describe('a denial, the past, a fancy or one word makes it possible, never silent', () => {
  test.each([
    'no chest pain',
    'she is not unconscious',
    "I don't think he is having a stroke",
    'my dad had a heart attack last year',
    'what if I have a seizure on the way',
    'what should I do if someone is choking',
    'stroke',
    'the ambulance crew were kind',
  ])('%s', (text) => {
    expect(said(text)).toBe('T0 possible');
  });
  test.each(['I am not suicidal', 'suicide'])('%s', (text) => {
    expect(said(text)).toBe('T1 possible');
  });

  it.each([
    "No chest pain but I can't breathe",
    "she hasn't got chest pain or anything, she's just unconscious",
    'he had a heart attack last year and now he has chest pain again',
    "not sure if he's breathing",
  ])('it covers only its own sign: %s', (text) => {
    expect(said(text)).toBe('T0 certain');
  });
});

describe('ordinary messages', () => {
  test.each([
    'this wait is killing me',
    'I am dying to know when my appointment is',
    'can I get a second opinion',
    'I am unhappy with my diagnosis',
    'they said no',
    'No, but I have a date for treatment soon',
    'Not in hospital. Not getting worse',
    'I need help with a form',
    'I am scared of the operation',
    'hit a brick wall with the GP',
    'a panic attack of paperwork',
    '',
    '😀',
  ])('say nothing: %s', (text) => {
    expect(said(text)).toBe('none');
  });
});

describe('getting worse', () => {
  it('counts in a hospital, may count anywhere, and not where they say they are not in one', () => {
    expect(said('I am in a hospital bed and getting worse')).toBe('T2 certain');
    expect(said('she is getting worse')).toBe('T2 possible');
    expect(said('not in hospital, getting worse')).toBe('none');
  });
});

describe('several signs', () => {
  it('the more urgent wins, a certain one before a possible one, and every rule is named', () => {
    const both = scan('I want to die. I have chest pain. My husband hits me');
    expect(both.tier).toBe('T0');
    expect(both.rules.map((id) => id.slice(0, 2))).toEqual([...both.rules.map((id) => id.slice(0, 2))].sort());
    expect(new Set(both.rules.map((id) => id.slice(0, 2)))).toEqual(new Set(['T0', 'T1', 'T3']));
    expect(said('no chest pain but I want to die')).toBe('T1 certain');
  });
});
