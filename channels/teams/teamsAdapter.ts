/** Bot Framework's adapter. */
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type Activity } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { z } from 'zod';
import type { BotCloud } from './botCloud';
import { incomingActivitySchema, type IncomingActivity } from './incomingActivity';
import { ConnectorLine, type Line } from './line';
import type { TeamsSettings } from './settings';

/** The HTTP status that a post is answered with. */
export interface Processed {
  readonly status: number;
}

/** Everything that the adapter reads of an activity is in our schema; it fills in the rest itself. */
const adapterActivitySchema = z.custom<Activity>((value) => incomingActivitySchema.safeParse(value).success);

type CanRemove = { removePolicy(named: { readonly name: string }): unknown };
const canRemove = (value: unknown): boolean => typeof value === 'object' && value !== null && 'removePolicy' in value;
const insideSchema = z.object({ client: z.object({ pipeline: z.custom<CanRemove>(canRemove) }) });

/**
 * The client's own retries would repeat what may have arrived, and wait where the outbox should. Its option
 * `noRetryPolicy` does nothing in botbuilder 4.23, so the policy is taken out of the pipeline that it has made.
 */
function withOneTry(client: ConnectorClient): ConnectorClient {
  insideSchema.parse(client).client.pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  return client;
}

export class TeamsAdapter extends CloudAdapter {
  private readonly appId: string;

  constructor(settings: TeamsSettings, cloud?: BotCloud) {
    super(
      new ConfigurationBotFrameworkAuthentication(
        { ...authenticationOf(settings), ...cloud?.endpoints },
        cloud?.credentials,
      ),
    );
    this.appId = settings.MicrosoftAppId ?? '';
  }

  /** To write without a message to answer, by the bot's own sign-in. */
  async connectorFor(serviceUrl: string): Promise<ConnectorClient> {
    const identity = this.createClaimsIdentity(this.appId);
    const client = await this.botFrameworkAuthentication.createConnectorFactory(identity).create(serviceUrl, undefined);
    return withOneTry(client);
  }

  /** Checks the token, then runs `logic`. CloudAdapter's own `process` would put errors' texts into answer and console. */
  async receive(
    authorization: string,
    incoming: IncomingActivity,
    logic: (line: Line) => Promise<void>,
  ): Promise<Processed> {
    const activity = adapterActivitySchema.parse({ ...incoming });
    const caller = await this.botFrameworkAuthentication.authenticateRequest(activity, authorization).catch(() => null);
    if (caller === null) return { status: 401 };
    const answer = await this.processActivity(caller, activity, async (context) => {
      const client = withOneTry(context.turnState.get<ConnectorClient>(this.ConnectorClientKey));
      // Not by the context: it is revoked when the request is answered, and a late answer needs the same way.
      await logic(new ConnectorLine(client, activity));
    });
    return { status: answer?.status ?? 200 };
  }
}

function authenticationOf(settings: TeamsSettings): Record<string, string> {
  if (!settings.MicrosoftAppId) return {};
  const { MicrosoftAppId, MicrosoftAppType, MicrosoftAppPassword, MicrosoftAppTenantId } = settings;
  const given = { MicrosoftAppId, MicrosoftAppType, MicrosoftAppPassword, MicrosoftAppTenantId };
  return Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
