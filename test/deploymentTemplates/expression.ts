/** Reads an ARM template expression, such as `[concat('a', parameters('b').c[0])]`, into a tree. */

export type Expression =
  | { readonly kind: 'value'; readonly value: string | number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'member'; readonly of: Expression; readonly key: Expression };

/** True for a string that Azure evaluates; `[[` is an escaped bracket. */
export const isExpression = (text: string): boolean =>
  text.startsWith('[') && text.endsWith(']') && !text.startsWith('[[');

const TOKEN = /\s*(?:'((?:[^']|'')*)'|(-?\d+)|([A-Za-z][A-Za-z0-9]*)|([().,[\]]))/y;

/** Throws where the text is no expression, with the place. */
export function parseExpression(text: string): Expression {
  const source = text.slice(1, -1);
  let at = 0;

  const peek = (): string => /^\s*(.)?/s.exec(source.slice(at))?.[1] ?? '';
  const take = (): RegExpExecArray => {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(source);
    if (!token) throw new Error(`Not an expression at character ${at}: ${text}`);
    at = TOKEN.lastIndex;
    return token;
  };
  const expect = (mark: string): void => {
    if (take()[4] !== mark) throw new Error(`"${mark}" is missing before character ${at}: ${text}`);
  };

  const list = (): Expression[] => {
    const args: Expression[] = [];
    expect('(');
    while (peek() !== ')') {
      args.push(whole());
      if (peek() === ',') expect(',');
      else if (peek() !== ')') throw new Error(`"," or ")" is missing at character ${at}: ${text}`);
    }
    expect(')');
    return args;
  };

  const first = (): Expression => {
    const [, quoted, digits, name] = take();
    if (quoted !== undefined) return { kind: 'value', value: quoted.replaceAll("''", "'") };
    if (digits !== undefined) return { kind: 'value', value: Number(digits) };
    if (name !== undefined) return { kind: 'call', name, args: list() };
    throw new Error(`A value is missing before character ${at}: ${text}`);
  };

  const whole = (): Expression => {
    let expression = first();
    for (;;) {
      if (peek() === '.') {
        expect('.');
        const name = take()[3];
        if (name === undefined) throw new Error(`A property's name is missing at character ${at}: ${text}`);
        expression = { kind: 'member', of: expression, key: { kind: 'value', value: name } };
      } else if (peek() === '[') {
        expect('[');
        expression = { kind: 'member', of: expression, key: whole() };
        expect(']');
      } else return expression;
    }
  };

  const expression = whole();
  if (source.slice(at).trim() !== '') throw new Error(`Something follows the expression: ${text}`);
  return expression;
}
