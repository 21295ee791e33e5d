/** The shape of the lexicon's files in `understanding/<language>/`, which a clinical safety officer can read. */

/**
 * One reason to act. `matches` holds short patterns: plain words in order, `{name}` for a word list of `words.json`,
 * and `...` for up to three words between.
 */
export interface Rule {
  readonly id: string;
  readonly matches: readonly string[];
  /** The rule is certain only when one of these stands somewhere in the message too. */
  readonly with?: readonly string[] | undefined;
  /** What the rule is worth without `with`; default nothing. */
  readonly otherwise?: string | undefined;
  /** With one of these in the message and none of `with`, the rule is worth nothing. */
  readonly notWith?: readonly string[] | undefined;
  /** A match that one of these overlaps is no match. */
  readonly unless?: readonly string[] | undefined;
  /** `possible`: never certain by itself. `slight`: never more than a line. */
  readonly certainty?: string | undefined;
  /** What happened before counts as if it were now (disclosure of abuse, an attempt). */
  readonly pastCounts?: boolean | undefined;
  /** Counts only where the message has hardly any other words. */
  readonly fewWords?: boolean | undefined;
  /** One word alone is enough to be certain. */
  readonly aloneCounts?: boolean | undefined;
  readonly examples: readonly string[];
  /** Messages that must not make this rule certain. */
  readonly counterExamples: readonly string[];
  readonly author: string;
  /** The clinical safety officer who has approved it; null until a person has. */
  readonly approver: string | null;
  readonly date: string;
}

/** What changes the certainty of a sign: denied, in the past, imagined, or only the name of a topic. */
export interface Polarity {
  /** Words that carry nothing and may stand anywhere: "really", "like". */
  readonly filler: readonly string[];
  /** Set phrases in which a sign means something else. */
  readonly idioms: readonly string[];
  readonly negators: readonly string[];
  /** Phrases with a negator that deny nothing: "not sure", "not well". */
  readonly notNegation: readonly string[];
  /** Denials that reach over a new subject: "I don't think he is …". */
  readonly longNegators: readonly string[];
  /** Words that begin a new thought: a denial does not reach past them. */
  readonly newThought: readonly string[];
  /** Words that turn the other way, "but": nothing said before them reaches past them. */
  readonly turns: readonly string[];
  readonly pastBefore: readonly string[];
  /** "Has had a" is news, not history. */
  readonly notPast: readonly string[];
  readonly pastAnywhere: readonly string[];
  /** Words that make it now, whatever else is said of the past. */
  readonly presentAnywhere: readonly string[];
  readonly hypotheticalBefore: readonly string[];
  readonly notHypothetical: readonly string[];
  readonly topicBefore: readonly string[];
  readonly topicAfter: readonly string[];
  /** With a sign before them they make a name, "stroke clinic", "suicide prevention week": it is spoken of, and nobody has it. */
  readonly frameNouns: readonly string[];
  /** Between such a noun and a sign after it: "leaflet about suicide". */
  readonly frameLinks: readonly string[];
  readonly nameBefore: readonly string[];
  /** Words that no name has in it. */
  readonly notInNames: readonly string[];
  /** What looks like a name and may be a call: "emergency services". */
  readonly notNamed: readonly string[];
  /** Things that fail, vanish or are killed without harm to anybody: "my phone is dying". */
  readonly things: readonly string[];
  /** What a thing does, or has done to it, as well as a person. */
  readonly fails: readonly string[];
  /** Words before a thing to which something is done: "collapsed the computer". */
  readonly objects: readonly string[];
  /** "Nearly choked when I saw the bill": before a sign, with a thing after it. */
  readonly exaggerates: readonly string[];
  /** What a paper says, "the letter says". */
  readonly reports: readonly string[];
  /** Stories and tasks in which it happens to nobody. */
  readonly stories: readonly string[];
  /** What is past has an end: "fine now", "well past it". */
  readonly over: readonly string[];
  /** Anywhere in the message: "only joking". */
  readonly jokes: readonly string[];
  /** How a plain question begins: beside a joke. */
  readonly asks: readonly string[];
}
