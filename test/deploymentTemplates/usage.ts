/** Which parameters and variables of a template no expression ever names, in whichever branch. */
import { isExpression, parseExpression, type Expression } from './expression';
import { nestedSchema, type Json, type Template } from './template';

const calls = (expression: Expression): string[] => {
  if (expression.kind === 'value') return [];
  if (expression.kind === 'member') return [...calls(expression.of), ...calls(expression.key)];
  const [first] = expression.args;
  const named = first?.kind === 'value' ? [`${expression.name} ${first.value}`] : [];
  return [...named, ...expression.args.flatMap(calls)];
};

const namedIn = (value: Json): string[] => {
  if (typeof value === 'string') return isExpression(value) ? calls(parseExpression(value)) : [];
  if (Array.isArray(value)) return value.flatMap(namedIn);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => [...namedIn(key), ...namedIn(inner)]);
};

export function unusedIn(template: Template): string[] {
  const inside: string[] = [];
  const from: string[] = Object.values(template.outputs).flatMap(({ value }) => namedIn(value));
  for (const { properties, ...resource } of template.resources) {
    from.push(...Object.values(resource).flatMap((value) => (value === undefined ? [] : namedIn(value))));
    if (resource.type !== 'Microsoft.Resources/deployments') from.push(...namedIn(properties ?? null));
    else {
      const nested = nestedSchema.parse(properties);
      from.push(...Object.values(nested.parameters).flatMap(({ value }) => namedIn(value)));
      inside.push(...unusedIn(nested.template).map((item) => `${item}, inside ${resource.name}`));
    }
  }
  const used = new Set<string>();
  for (let name = from.pop(); name !== undefined; name = from.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    if (name.startsWith('variables ')) from.push(...namedIn(template.variables[name.slice(10)] ?? null));
  }
  const declared = [
    ...Object.keys(template.parameters).map((name) => `parameters ${name}`),
    ...Object.keys(template.variables).map((name) => `variables ${name}`),
  ];
  return [...declared.filter((item) => !used.has(item)), ...inside];
}
