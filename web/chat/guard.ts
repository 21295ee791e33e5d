/** What comes from outside, checked: each guard says whether a value is what it should be. Schema libraries are too heavy for a page. */

export type Guard<T> = (value: unknown) => value is T;
/** The type that a guard checks for. */
export type Guarded<G> = G extends Guard<infer T> ? T : never;

/** Does not compile where a sender may send what the guard does not take. */
export type TakesAll<Sent extends Taken, Taken> = Sent;

type Optional<T> = Guard<T | undefined> & { readonly isOptional: true };
type Shape = Readonly<Record<string, Guard<unknown>>>;
type Shaped<S extends Shape> = {
  readonly [K in keyof S as S[K] extends Optional<unknown> ? never : K]: Guarded<S[K]>;
} & { readonly [K in keyof S as S[K] extends Optional<unknown> ? K : never]?: Guarded<S[K]> | undefined };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

export const string: Guard<string> = (value) => typeof value === 'string';
export const number: Guard<number> = (value) => typeof value === 'number';
export const boolean: Guard<boolean> = (value) => typeof value === 'boolean';
export const anything: Guard<unknown> = (_value): _value is unknown => true;

export const matching =
  (expression: RegExp): Guard<string> =>
  (value): value is string =>
    typeof value === 'string' && expression.test(value);

export const oneOf =
  <const L extends string | boolean>(...all: readonly L[]): Guard<L> =>
  (value): value is L =>
    all.some((one) => one === value);

export const nullable =
  <T>(guard: Guard<T>): Guard<T | null> =>
  (value): value is T | null =>
    value === null || guard(value);

export const optional = <T>(guard: Guard<T>): Optional<T> =>
  Object.assign((value: unknown): value is T | undefined => value === undefined || guard(value), {
    isOptional: true as const,
  });

export const array =
  <T>(guard: Guard<T>): Guard<T[]> =>
  (value): value is T[] =>
    Array.isArray(value) && value.every((one) => guard(one));

export const record =
  <T>(guard: Guard<T>): Guard<Readonly<Record<string, T>>> =>
  (value): value is Readonly<Record<string, T>> =>
    isRecord(value) && Object.values(value).every((one) => guard(one));

/** More than the shape may be there. */
export const object =
  <S extends Shape>(shape: S): Guard<Shaped<S>> =>
  (value): value is Shaped<S> =>
    isRecord(value) && Object.entries(shape).every(([key, guard]) => guard(value[key]));

/** Nothing but the shape may be there. */
export const only =
  <S extends Shape>(shape: S): Guard<Shaped<S>> =>
  (value): value is Shaped<S> =>
    object(shape)(value) && Object.keys(value).every((key) => key in shape);

export const either =
  <G extends readonly Guard<unknown>[]>(...guards: G): Guard<Guarded<G[number]>> =>
  (value): value is Guarded<G[number]> =>
    guards.some((guard) => guard(value));

export const read = <T>(guard: Guard<T>, value: unknown): T | null => (guard(value) ? value : null);
