/**
 * The questions as the samples ask them: one WaterfallDialog with a ChoicePrompt for each step, which begins anew at
 * its end (as in Microsoft's samples 05.multi-turn-prompt and 13.core-bot).
 */
import type { StatePropertyAccessor, TurnContext } from 'botbuilder';
import {
  ChoicePrompt,
  ComponentDialog,
  DialogSet,
  DialogTurnStatus,
  WaterfallDialog,
  type DialogState,
  type DialogTurnResult,
  type WaterfallStepContext,
} from 'botbuilder-dialogs';
import type { Question } from '../lap';

const QUESTIONS_DIALOG = 'questionsDialog';
const CHOICE_PROMPT = 'choicePrompt';
const WATERFALL = 'waterfall';

export interface UserProfile {
  answers: string[];
}

export class QuestionsDialog extends ComponentDialog {
  constructor(
    questions: readonly Question[],
    private readonly userProfile: StatePropertyAccessor<UserProfile>,
  ) {
    super(QUESTIONS_DIALOG);
    const asking = questions.map(
      (question) =>
        (step: WaterfallStepContext): Promise<DialogTurnResult> =>
          this.ask(step, question),
    );
    this.addDialog(new ChoicePrompt(CHOICE_PROMPT));
    this.addDialog(new WaterfallDialog(WATERFALL, [...asking, (step) => this.finish(step)]));
    this.initialDialogId = WATERFALL;
  }

  async run(context: TurnContext, accessor: StatePropertyAccessor<DialogState>): Promise<void> {
    const dialogs = new DialogSet(accessor);
    dialogs.add(this);
    const dialogContext = await dialogs.createContext(context);
    const results = await dialogContext.continueDialog();
    if (results.status === DialogTurnStatus.empty) await dialogContext.beginDialog(this.id);
  }

  private async ask(step: WaterfallStepContext, { text, choices }: Question): Promise<DialogTurnResult> {
    this.keep(step);
    return await step.prompt(CHOICE_PROMPT, { prompt: text, choices: [...choices] });
  }

  private async finish(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const profile = await this.userProfile.get(step.context, { answers: [] });
    profile.answers = this.keep(step);
    return await step.replaceDialog(this.initialDialogId);
  }

  /** Keeps the answer that this step was given beside those before it, in the dialog's own state. */
  private keep(step: WaterfallStepContext): string[] {
    const known: unknown = Reflect.get(step.values, 'answers');
    const before = Array.isArray(known) ? known.map(String) : [];
    const found: unknown = step.result;
    const isAnswered = typeof found === 'object' && found !== null && 'value' in found;
    const answers = isAnswered ? [...before, String(found.value)] : before;
    Reflect.set(step.values, 'answers', answers);
    return answers;
  }
}
