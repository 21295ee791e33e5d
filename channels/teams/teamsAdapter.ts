/** Bot Framework's adapter, loaded at the first post: it takes long to load, and many starts never need it. */
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type Activity, type TurnContext } from 'botbuilder';
import { z } from 'zod';
import { incomingActivitySchema, type IncomingActivity } from './incomingActivity';
import type { TeamsSettings } from './settings';

/** The HTTP status that a post is answered with. */
export interface Processed {
  readonly status: number;
}

/** Everything that the adapter reads of an activity is in our schema; it fills in the rest itself. */
const adapterActivitySchema = z.custom<Activity>((value) => incomingActivitySchema.safeParse(value).success);

export class TeamsAdapter extends CloudAdapter {
  constructor(settings: TeamsSettings) {
    super(new ConfigurationBotFrameworkAuthentication(authenticationOf(settings)));
    // A trace holds what was said and is meant for a developer's emulator.
    this.use({
      onTurn: async (context, next) => {
        context.onSendActivities(async (_context, activities, send) => {
          const kept = activities.filter(({ type }) => type !== 'trace');
          activities.splice(0, activities.length, ...kept);
          return send();
        });
        await next();
      },
    });
  }

  /** Checks the token, then runs `logic`. CloudAdapter's own `process` would put errors' texts into answer and console. */
  async receive(
    authorization: string,
    incoming: IncomingActivity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<Processed> {
    const activity = adapterActivitySchema.parse({ ...incoming });
    const caller = await this.botFrameworkAuthentication.authenticateRequest(activity, authorization).catch(() => null);
    if (caller === null) return { status: 401 };
    const answer = await this.processActivity(caller, activity, logic);
    return { status: answer?.status ?? 200 };
  }
}

function authenticationOf(settings: TeamsSettings): Record<string, string> {
  if (!settings.MicrosoftAppId) return {};
  const { MicrosoftAppId, MicrosoftAppType, MicrosoftAppPassword, MicrosoftAppTenantId } = settings;
  const given = { MicrosoftAppId, MicrosoftAppType, MicrosoftAppPassword, MicrosoftAppTenantId };
  return Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
