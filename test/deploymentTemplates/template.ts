/** The shapes of an ARM template and of its parameters file, as far as ours use them; anything else is refused. */
import { z } from 'zod';

export type Json = z.infer<ReturnType<typeof z.json>>;

const parameterSchema = z.strictObject({
  type: z.enum(['string', 'securestring']),
  defaultValue: z.string().optional(),
  allowedValues: z.array(z.string()).optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  metadata: z.strictObject({ description: z.string().min(10) }),
});

export const resourceSchema = z
  .strictObject({
    type: z.string(),
    apiVersion: z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a released API version, not a preview'),
    name: z.string(),
    condition: z.string().optional(),
    location: z.string().optional(),
    kind: z.string().optional(),
    resourceGroup: z.string().optional(),
    dependsOn: z.array(z.string()).default([]),
    sku: z.json().optional(),
    identity: z.json().optional(),
    properties: z.json().optional(),
  })
  .readonly();

export const templateSchema = z.strictObject({
  $schema: z.enum([
    'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
  ]),
  contentVersion: z.literal('1.0.0.0'),
  parameters: z.record(z.string(), parameterSchema),
  variables: z.record(z.string(), z.json()).default({}),
  resources: z.array(resourceSchema),
  outputs: z.record(z.string(), z.strictObject({ type: z.literal('string'), value: z.string() })),
});
export type Template = z.infer<typeof templateSchema>;

export const parametersFileSchema = z.strictObject({
  $schema: z.literal('https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#'),
  contentVersion: z.literal('1.0.0.0'),
  parameters: z.record(
    z.string(),
    z.union([
      z.strictObject({ value: z.string() }),
      z.strictObject({
        reference: z.strictObject({ keyVault: z.strictObject({ id: z.string() }), secretName: z.string() }),
      }),
    ]),
  ),
});

/** A deployment inside a template, with parameters of its own. */
export const nestedSchema = z.strictObject({
  mode: z.literal('Incremental'),
  expressionEvaluationOptions: z.strictObject({ scope: z.literal('inner') }),
  parameters: z.record(z.string(), z.strictObject({ value: z.string() })),
  template: templateSchema,
});
