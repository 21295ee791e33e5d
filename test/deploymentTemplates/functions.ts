/** The template functions that our templates use and that need nothing but their arguments. */
import { z } from 'zod';
import type { Json } from './template';

const text = (value: Json | undefined): string => {
  if (typeof value !== 'string') throw new Error(`A string is needed, not ${JSON.stringify(value)}`);
  return value;
};
const truth = (value: Json | undefined): boolean => {
  if (typeof value !== 'boolean') throw new Error(`True or false is needed, not ${JSON.stringify(value)}`);
  return value;
};

export const FUNCTIONS: Readonly<Record<string, (...args: Json[]) => Json>> = {
  concat: (...args) => {
    const arrays = args.filter((arg) => Array.isArray(arg));
    return arrays.length === args.length ? arrays.flat(1) : args.map(text).join('');
  },
  createArray: (...items) => items,
  createObject: (...pairs) => {
    if (pairs.length % 2 !== 0) throw new Error('createObject needs pairs');
    return Object.fromEntries(
      pairs.flatMap((key, at) => (at % 2 === 0 ? [[text(key), pairs[at + 1] ?? null] as const] : [])),
    );
  },
  empty: (value) => {
    if (typeof value === 'string' || Array.isArray(value)) return value.length === 0;
    return Object.keys(value ?? {}).length === 0;
  },
  equals: (one, other) => JSON.stringify(one) === JSON.stringify(other),
  not: (value) => !truth(value),
  and: (...values) => values.every(truth),
  or: (...values) => values.some(truth),
  json: (value) => z.json().parse(JSON.parse(text(value))),
};

/** `Provider/type/child` and its names, as the end of a resource's id. */
export function resourcePath(type: string, names: readonly string[]): string {
  const [provider = '', ...types] = type.split('/');
  if (types.length !== names.length) throw new Error(`${type} needs ${types.length} names, not ${names.length}`);
  return `/providers/${provider}${types.map((part, at) => `/${part}/${names[at] ?? ''}`).join('')}`;
}
