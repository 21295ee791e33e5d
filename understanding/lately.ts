/**
 * Makes something of a message once for all layers that ask for it, one after another: what was made of the last two is
 * known (before and after masking), and forgotten as soon as the reading of them is over, so that no words stay behind.
 * Not a `WeakMap`: the collector takes longer over one than a message takes to read.
 */
export function lately<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  let last: { readonly key: Key; readonly value: Value } | undefined;
  let before: typeof last;
  const forget = (): void => {
    last = undefined;
    before = undefined;
  };
  return (key) => {
    if (last?.key === key) return last.value;
    const made = before?.key === key ? before : { key, value: make(key) };
    if (last === undefined) void Promise.resolve().then(forget);
    before = last;
    last = made;
    return made.value;
  };
}
