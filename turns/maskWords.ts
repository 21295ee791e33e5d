/**
 * What advisors write is masked before it is stored, as what people write is. A private note keeps no personal
 * information at all. A reply may give whom to phone, write to, visit or ask for; it never holds what identifies the
 * person.
 */
import { mask } from '../understanding';
import type { MaskOptions, PersonalKind } from '../understanding/types';
import type { MaskWords } from './caseDesk';

const IDENTIFIES: readonly PersonalKind[] = [
  ...(['nhsNumber', 'hospitalNumber', 'dateOfBirth', 'niNumber'] as const),
  ...(['bankCard', 'bankAccount', 'carRegistration', 'password', 'document'] as const),
];

/** What holds none of it stays exactly as it was written. */
export const maskWords =
  (options: MaskOptions): MaskWords =>
  (text, what) => {
    const masked = mask(text, what === 'note' ? options : { ...options, only: IDENTIFIES });
    return masked.removed.length === 0 ? { text, removed: [] } : masked;
  };
