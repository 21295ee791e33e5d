/** A line was asked for that the words do not have: a mistake in a flow, or in a word file. */
export class MissingWord extends Error {
  readonly code = 'MISSING_WORD';
  constructor(
    readonly id: string,
    language: string,
  ) {
    super(
      `There is no text for "${id}" in locales/${language}. Add it to the file before the colon, or correct the id.`,
    );
    this.name = 'MissingWord';
  }
}

/** A line has a placeholder for which nobody gave a value. */
export class MissingValue extends Error {
  readonly code = 'MISSING_VALUE';
  constructor(
    readonly id: string,
    readonly placeholder: string,
  ) {
    super(
      `The text "${id}" needs a value for {{${placeholder}}}. Pass it with the line, or give it in trust/values.ts.`,
    );
    this.name = 'MissingValue';
  }
}

/** A language that has no folder of words. */
export class UnknownLanguage extends Error {
  readonly code = 'UNKNOWN_LANGUAGE';
  constructor(language: string) {
    super(
      `There are no words for the language "${language}". Add locales/${language} and name it in locales/languages.ts.`,
    );
    this.name = 'UnknownLanguage';
  }
}
