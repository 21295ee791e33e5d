/**
 * What most teams start from: Microsoft's sample way, written plainly. restify, CloudAdapter, MemoryStorage, an
 * ActivityHandler over a WaterfallDialog; no app id, so no sign-in. Nothing in it is durable, nothing is made slow.
 */
import { readFileSync } from 'node:fs';
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
  UserState,
} from 'botbuilder';
import { createServer, plugins } from 'restify';
import { z } from 'zod';
import { QuestionsDialog, type UserProfile } from './questionsDialog';
import { StockBot } from './stockBot';

const questionsSchema = z.array(
  z.object({ text: z.string(), choices: z.array(z.string()).min(1), pressed: z.string() }),
);

const bodySchema = z.record(z.string(), z.unknown());

/** Serves the questions of the JSON file named by `args`, on a free port, until it is killed. */
export async function runStockServer([file = '']: readonly string[]): Promise<void> {
  const questions = questionsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  adapter.onTurnError = async (context, error) => {
    console.error(error);
    await context.sendActivity('The bot encountered an error or bug.');
  };
  const storage = new MemoryStorage();
  const conversationState = new ConversationState(storage);
  const userState = new UserState(storage);
  const dialog = new QuestionsDialog(questions, userState.createProperty<UserProfile>('userProfile'));
  const bot = new StockBot(conversationState, userState, dialog);

  const server = createServer();
  server.use(plugins.bodyParser());
  server.post('/api/messages', async (request, response) => {
    const activity = bodySchema.parse(request.body);
    const { method = 'POST', headers } = request;
    await adapter.process({ method, headers, body: activity }, response, (context) => bot.run(context));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  console.log(`http://127.0.0.1:${server.address().port}`);
}
