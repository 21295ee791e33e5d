/**
 * Sends the figures of `/metrics` by OpenTelemetry once a minute, to whoever collects them. The same names, the same numbers:
 * nothing is counted twice, and nothing goes that is not there.
 */
import type { Registry } from 'prom-client';
import { z } from 'zod';
import type { CollectionResult, MetricData } from '@opentelemetry/sdk-metrics';

export interface TelemetryParts {
  readonly registry: Registry;
  /** OTLP over HTTP, without `/v1/metrics`. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly version: string;
  readonly now: () => Date;
}

export interface Telemetry {
  /** Sends what there is. Never rejects: nobody waits for a collector that is away. */
  stop(): Promise<void>;
}

const EVERY_MS = 60_000;
const ANSWER_MS = 5_000;

/** Loaded only where it is asked for. */
export async function startTelemetry({
  registry,
  endpoint,
  headers,
  version,
  now,
}: TelemetryParts): Promise<Telemetry> {
  const { OTLPMetricExporter } = await import('@opentelemetry/exporter-metrics-otlp-http');
  const { AggregationTemporality, DataPointType, MeterProvider, PeriodicExportingMetricReader } =
    await import('@opentelemetry/sdk-metrics');
  const { ValueType } = await import('@opentelemetry/api');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const resource = resourceFromAttributes({ 'service.name': 'pals-assistant', 'service.version': version });
  const hrTime = (at: Date): [number, number] => [Math.floor(at.getTime() / 1000), (at.getTime() % 1000) * 1e6];
  const began = hrTime(now());
  const aggregationTemporality = AggregationTemporality.CUMULATIVE;

  const collect = async (): Promise<CollectionResult> => {
    const endTime = hrTime(now());
    const time = { startTime: began, endTime };
    const metrics = metricsSchema.parse(await registry.getMetricsAsJSON()).map((metric): MetricData => {
      const descriptor = { name: metric.name, description: metric.help, unit: '', valueType: ValueType.DOUBLE };
      const { type, values } = metric;
      if (type === 'histogram') {
        const dataPoints = histogramsOf(values).map(({ attributes, ...value }) => ({ ...time, attributes, value }));
        return { descriptor, aggregationTemporality, dataPointType: DataPointType.HISTOGRAM, dataPoints };
      }
      const dataPoints = values.map(({ labels, value }) => ({ ...time, attributes: textOf(labels), value }));
      if (type === 'counter')
        return { descriptor, aggregationTemporality, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints };
      return { descriptor, aggregationTemporality, dataPointType: DataPointType.GAUGE, dataPoints };
    });
    const scope = { name: 'pals-assistant', version };
    return { resourceMetrics: { resource, scopeMetrics: [{ scope, metrics }] }, errors: [] };
  };

  const url = `${endpoint.replace(/\/$/, '')}/v1/metrics`;
  const provider = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter({ url, headers, timeoutMillis: ANSWER_MS }),
        exportIntervalMillis: EVERY_MS,
        exportTimeoutMillis: ANSWER_MS,
        metricProducers: [{ collect }],
      }),
    ],
  });
  return { stop: () => provider.shutdown({ timeoutMillis: ANSWER_MS }).catch(() => undefined) };
}

const countedSchema = z.object({
  metricName: z.string().optional(),
  labels: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Null: what has not been measured yet, which Prometheus writes as NaN. */
  value: z.preprocess((value) => (Number.isFinite(value) ? value : null), z.number().nullable()),
});
interface Counted extends z.infer<typeof countedSchema> {
  readonly value: number;
}
type Labels = Counted['labels'];
/** Only what has a number. */
const metricsSchema = z.array(
  z.object({
    name: z.string(),
    help: z.string(),
    type: z.enum(['counter', 'gauge', 'histogram']),
    values: z
      .array(countedSchema)
      .transform((all) => all.flatMap(({ value, ...one }): Counted[] => (value === null ? [] : [{ ...one, value }]))),
  }),
);

const textOf = (labels: Labels): Record<string, string> =>
  Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)]));

interface Histogram {
  readonly attributes: Record<string, string>;
  readonly count: number;
  readonly sum: number;
  readonly buckets: { readonly boundaries: number[]; readonly counts: number[] };
}

/** Prometheus counts each bucket with those below it; OpenTelemetry each by itself. */
function histogramsOf(values: readonly Counted[]): Histogram[] {
  const byLabels = new Map<string, Counted[]>();
  for (const one of values) {
    const key = JSON.stringify({ ...one.labels, le: undefined });
    byLabels.set(key, [...(byLabels.get(key) ?? []), one]);
  }
  return [...byLabels.values()].map((all) => {
    const buckets = all.filter(({ labels }) => labels['le'] !== undefined);
    const valueOf = (end: string): number => all.find(({ metricName }) => metricName?.endsWith(end))?.value ?? 0;
    const { le: _le, ...labels } = all[0]?.labels ?? {};
    return {
      attributes: textOf(labels),
      count: valueOf('_count'),
      sum: valueOf('_sum'),
      buckets: {
        boundaries: buckets.map(({ labels: { le } }) => Number(le)).filter(Number.isFinite),
        counts: buckets.map(({ value }, i) => value - (buckets[i - 1]?.value ?? 0)),
      },
    };
  });
}
