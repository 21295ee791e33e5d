/**
 * A small resolver for ARM templates: it evaluates every expression as Azure would, for given parameters, and throws
 * on anything that Azure would refuse: a parameter or variable that does not exist, a value outside its limits, a
 * reference to a resource that is not in the template or that is not waited for.
 */
import { isExpression, parseExpression, type Expression } from './expression';
import { FUNCTIONS, resourcePath } from './functions';
import { nestedSchema, type Json, type Template } from './template';

export const SUBSCRIPTION = '11111111-1111-1111-1111-111111111111';
const TENANT = '22222222-2222-2222-2222-222222222222';
export const IDENTITY_CLIENT = '33333333-3333-3333-3333-333333333333';

/** What Azure only knows at run time, by type of resource. */
const RUNTIME: Readonly<Record<string, (name: string) => Json>> = {
  'Microsoft.ManagedIdentity/userAssignedIdentities': () => ({
    clientId: IDENTITY_CLIENT,
    principalId: '44444444-4444-4444-4444-444444444444',
  }),
  'Microsoft.DBforPostgreSQL/flexibleServers': (name) => ({
    fullyQualifiedDomainName: `${name}.postgres.database.azure.com`,
  }),
  'Microsoft.Web/sites': (name) => ({ defaultHostName: `${name}.azurewebsites.net` }),
};

export interface Resolved {
  readonly resources: readonly Readonly<Record<string, Json>>[];
  readonly outputs: Readonly<Record<string, Json>>;
}

/** `group` is null for a template of the whole subscription. */
export function resolve(template: Template, given: Readonly<Record<string, string>>, group: string | null): Resolved {
  const open = new Set<string>();
  /** Runtime values of the resources that this template makes, by id. */
  const made = new Map<string, { readonly value: Json; readonly deployed: boolean }>();
  let waitsFor: ReadonlySet<string> | null = null;

  const base = (name: string | null): string =>
    `/subscriptions/${SUBSCRIPTION}${name === null ? '' : `/resourceGroups/${name}`}`;

  const parameter = (name: string): Json => {
    const declared = template.parameters[name];
    if (!declared) throw new Error(`No parameter "${name}"`);
    const value = given[name] ?? (declared.defaultValue === undefined ? undefined : deep(declared.defaultValue));
    if (typeof value !== 'string') throw new Error(`Parameter "${name}" is not given`);
    if (declared.allowedValues && !declared.allowedValues.includes(value))
      throw new Error(`"${name}" cannot be "${value}"`);
    if (value.length < (declared.minLength ?? 0)) throw new Error(`"${name}" is too short`);
    if (value.length > (declared.maxLength ?? Infinity)) throw new Error(`"${name}" is too long`);
    return value;
  };

  const variable = (name: string): Json => {
    const declared = template.variables[name];
    if (declared === undefined) throw new Error(`No variable "${name}"`);
    if (open.has(name)) throw new Error(`Variable "${name}" needs itself`);
    open.add(name);
    const value = deep(declared);
    open.delete(name);
    return value;
  };

  const reference = (id: string): Json => {
    const target = made.get(id);
    if (!target) throw new Error(`Nothing in this template has the id ${id}`);
    if (!target.deployed) throw new Error(`${id} is referred to, but its condition is false`);
    if (waitsFor && !waitsFor.has(id)) throw new Error(`${id} is referred to, but is missing in dependsOn`);
    return target.value;
  };

  const call = (name: string, args: readonly Expression[]): Json => {
    // Azure evaluates only the branch that is taken.
    if (name === 'if') {
      const [test, yes, no] = args;
      if (!test || !yes || !no || args.length !== 3) throw new Error('if needs three arguments');
      return evaluate(test) === true ? evaluate(yes) : evaluate(no);
    }
    const values = args.map(evaluate);
    const strings = values.map((value) => (typeof value === 'string' ? value : ''));
    const [first = '', ...rest] = strings;
    if (name === 'parameters') return parameter(first);
    if (name === 'variables') return variable(first);
    if (name === 'subscription') return { subscriptionId: SUBSCRIPTION, tenantId: TENANT };
    if (name === 'subscriptionResourceId') return base(null) + resourcePath(first, rest);
    if (name === 'resourceId') {
      if (first.includes('/')) {
        if (group === null)
          throw new Error('resourceId needs the subscription and the group in a template without a group');
        return base(group) + resourcePath(first, rest);
      }
      const [inGroup = '', type = '', ...names] = rest;
      if (first !== SUBSCRIPTION) throw new Error(`resourceId of another subscription: ${first}`);
      return base(inGroup) + resourcePath(type, names);
    }
    if (name === 'reference') return reference(first);
    const plain = FUNCTIONS[name];
    if (!plain) throw new Error(`The resolver does not know the function "${name}"`);
    return plain(...values);
  };

  const evaluate = (expression: Expression): Json => {
    if (expression.kind === 'value') return expression.value;
    if (expression.kind === 'call') return call(expression.name, expression.args);
    const of = evaluate(expression.of);
    const key = evaluate(expression.key);
    const value =
      Array.isArray(of) && typeof key === 'number'
        ? of[key]
        : of !== null && typeof of === 'object' && !Array.isArray(of) && typeof key === 'string'
          ? of[key]
          : undefined;
    if (value === undefined) throw new Error(`There is no ${JSON.stringify(key)} in ${JSON.stringify(of)}`);
    return value;
  };

  const deep = (value: Json): Json => {
    if (typeof value === 'string') return isExpression(value) ? evaluate(parseExpression(value)) : value;
    if (Array.isArray(value)) return value.map(deep);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [word(key), deep(inner)]));
  };

  /** What must come out as a string. */
  const word = (value: Json): string => {
    const result = deep(value);
    if (typeof result !== 'string') throw new Error(`A string is needed, not ${JSON.stringify(result)}`);
    return result;
  };

  const named = template.resources.map((resource) => {
    const name = word(resource.name);
    const inGroup = resource.resourceGroup === undefined ? group : word(resource.resourceGroup);
    const ofSubscription = resource.type === 'Microsoft.Resources/resourceGroups';
    const id = base(ofSubscription ? null : inGroup) + resourcePath(resource.type, name.split('/'));
    const deployed = resource.condition === undefined || deep(resource.condition) === true;
    made.set(id, { value: RUNTIME[resource.type]?.(name) ?? {}, deployed });
    return { resource, name, id, inGroup, deployed };
  });

  const resources = named.flatMap(({ resource, name, id, inGroup, deployed }) => {
    const dependsOn = resource.dependsOn.map((expression) => word(expression));
    for (const other of dependsOn)
      if (!made.has(other)) throw new Error(`${name} waits for ${other}, which is not here`);
    waitsFor = new Set(dependsOn);
    const { properties } = resource;
    const all: Record<string, Json> = {};
    for (const key of ['type', 'apiVersion', 'name', 'location', 'kind', 'resourceGroup', 'sku', 'identity'] as const) {
      const value = resource[key];
      if (value !== undefined) all[key] = deep(value);
    }
    if (resource.type === 'Microsoft.Resources/deployments') {
      const nested = nestedSchema.parse(properties);
      const inner = Object.fromEntries(Object.entries(nested.parameters).map(([key, { value }]) => [key, word(value)]));
      const result = resolve(nested.template, inner, inGroup);
      for (const key of Object.keys(inner))
        if (!nested.template.parameters[key]) throw new Error(`${name} gives "${key}" in vain`);
      const outputs = Object.fromEntries(Object.entries(result.outputs).map(([key, value]) => [key, { value }]));
      made.set(id, { value: { outputs }, deployed });
      all.resources = [...result.resources];
    } else if (properties !== undefined) all.properties = deep(properties);
    waitsFor = null;
    return deployed ? [{ ...all, dependsOn }] : [];
  });

  const outputs = Object.fromEntries(Object.entries(template.outputs).map(([key, { value }]) => [key, deep(value)]));
  return { resources, outputs };
}
