/** The samples' DialogBot: runs the dialog for every message, and saves the state after every turn. */
import {
  ActivityHandler,
  type BotState,
  type ConversationState,
  type StatePropertyAccessor,
  type TurnContext,
  type UserState,
} from 'botbuilder';
import type { DialogState } from 'botbuilder-dialogs';
import type { QuestionsDialog } from './questionsDialog';

export class StockBot extends ActivityHandler {
  private readonly dialogState: StatePropertyAccessor<DialogState>;

  constructor(
    private readonly conversationState: ConversationState,
    private readonly userState: UserState,
    dialog: QuestionsDialog,
  ) {
    super();
    this.dialogState = conversationState.createProperty('DialogState');
    this.onMessage(async (context, next) => {
      await dialog.run(context, this.dialogState);
      await next();
    });
  }

  override async run(context: TurnContext): Promise<void> {
    await super.run(context);
    const states: BotState[] = [this.conversationState, this.userState];
    for (const state of states) await state.saveChanges(context, false);
  }
}
