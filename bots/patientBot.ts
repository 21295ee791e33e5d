import { DialogBot, type DialogBotParts } from './dialogBot';

/** Patients, families and carers on the Trust's website. */
export const createPatientBot = (parts: DialogBotParts): DialogBot => new DialogBot('public', parts);
