/** Bot Framework's adapter, loaded at the first post: it takes long to load, and many starts never need it. */
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

export class TeamsAdapter extends CloudAdapter {
  constructor(settings: TeamsSettings, cloud?: BotCloud) {
    super(
      new ConfigurationBotFrameworkAuthentication(
        { ...authenticationOf(settings), ...cloud?.endpoints },
        cloud?.credentials,
      ),
    );
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
      const client = context.turnState.get<ConnectorClient>(this.ConnectorClientKey);
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
