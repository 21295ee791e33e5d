import { DialogBot, type DialogBotParts } from './dialogBot';

/** Staff in Teams: the same bot with the staff questions, and never a patient's details. */
export const createStaffBot = (parts: DialogBotParts): DialogBot => new DialogBot('staff', parts);
