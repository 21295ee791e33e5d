/**
 * The parts of botbuilder-dialogs that run here, each from its own file: the package's index also loads the recognizers
 * of prompts that nothing here uses, which take half a second of processor time at every start.
 */
export { Dialog } from 'botbuilder-dialogs/lib/dialog';
export { DialogContext } from 'botbuilder-dialogs/lib/dialogContext';
export { DialogSet } from 'botbuilder-dialogs/lib/dialogSet';
export { WaterfallDialog } from 'botbuilder-dialogs/lib/waterfallDialog';
