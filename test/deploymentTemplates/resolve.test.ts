/** The resolver itself can fail: each mistake that Azure would refuse is made once here. */
import { parseExpression } from './expression';
import { resolve } from './resolve';
import { unusedIn } from './usage';
import { templateSchema } from './template';

const IDENTITY = 'Microsoft.ManagedIdentity/userAssignedIdentities';
const template = (changes: object) =>
  templateSchema.parse({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { name: { type: 'string', minLength: 3, metadata: { description: 'What it is called' } } },
    variables: { made: "[concat(parameters('name'), '-it''s')]" },
    resources: [{ type: IDENTITY, apiVersion: '2024-11-30', name: "[variables('made')]" }],
    outputs: {},
    ...changes,
  });
const output = (value: string) => template({ outputs: { it: { type: 'string', value } } });

test('names, quotes, members and indexes are evaluated', () => {
  expect(resolve(output("[createArray('a', variables('made'))[1]]"), { name: 'abc' }, 'g').outputs.it).toBe("abc-it's");
  expect(
    resolve(
      output(`[reference(resourceId('${IDENTITY}', variables('made')), '2024-11-30').clientId]`),
      { name: 'abc' },
      'g',
    ).outputs.it,
  ).toMatch(/^3333/);
});

test.each([
  ["[parameters('nome')]", 'No parameter "nome"'],
  ["[variables('mode')]", 'No variable "mode"'],
  ["[reference(resourceId('Microsoft.Web/sites', 'other'))]", 'Nothing in this template has the id'],
  ["[resourceId('Microsoft.Web/sites')]", 'needs 1 names'],
  ['[subscription().name]', 'There is no "name"'],
  ['[newGuid()]', 'does not know the function "newGuid"'],
])('%s is refused', (expression, message) => {
  expect(() => resolve(output(expression), { name: 'abc' }, 'g')).toThrow(message);
});

test('a parameter that is missing or too short is refused', () => {
  expect(() => resolve(template({}), {}, 'g')).toThrow('"name" is not given');
  expect(() => resolve(template({}), { name: 'a' }, 'g')).toThrow('"name" is too short');
});

test('a resource that is referred to must be waited for, and must be there', () => {
  const site = (dependsOn: string[]) =>
    template({
      resources: [
        { type: IDENTITY, apiVersion: '2024-11-30', name: 'one' },
        {
          type: 'Microsoft.Web/sites',
          apiVersion: '2025-03-01',
          name: "[variables('made')]",
          dependsOn,
          properties: { id: `[reference(resourceId('${IDENTITY}', 'one')).clientId]` },
        },
      ],
    });
  expect(() => resolve(site([]), { name: 'abc' }, 'g')).toThrow('is missing in dependsOn');
  expect(() => resolve(site([`[resourceId('${IDENTITY}', 'two')]`]), { name: 'abc' }, 'g')).toThrow(
    'which is not here',
  );
  expect(resolve(site([`[resourceId('${IDENTITY}', 'one')]`]), { name: 'abc' }, 'g').resources).toHaveLength(2);
});

test('what is never used is said', () => {
  const idle = template({ variables: { idle: "[variables('idler')]", idler: 'x', made: "[parameters('name')]" } });
  expect(unusedIn(idle)).toEqual(['variables idle', 'variables idler']);
  expect(unusedIn(template({ variables: { made: 'x' } }))).toEqual(['parameters name']);
});

test.each(["[concat('a'", "[concat('a' 'b')]", "[concat('a')] more]", '[]', '[a.b]'])('%s is no expression', (text) => {
  expect(() => parseExpression(text)).toThrow();
});

test('a preview API version is refused', () => {
  expect(() => template({ resources: [{ type: IDENTITY, apiVersion: '2025-01-31-preview', name: 'a' }] })).toThrow(
    'a released API version',
  );
});
