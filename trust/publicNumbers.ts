/** The Trust's own phone numbers: they are public, so a person who writes one is not masked. */
import type { Profile } from './profile';

/** As written in the profile, with spaces, each once. */
export function publicNumbers(profile: Profile): string[] {
  const { pals, marthasRule, safeguarding, bereavement, freedomToSpeakUp } = profile;
  const all = [
    pals.phone,
    pals.cover?.phone,
    marthasRule.phone,
    safeguarding.phone,
    safeguarding.outOfHoursPhone,
    profile.switchboard.phone,
    profile.crashNumber,
    profile.integratedCareBoard.phone,
    profile.advocacy.phone,
    profile.complaints.phone,
    bereavement.phone,
    bereavement.medicalExaminerPhone,
    bereavement.support?.phone,
    freedomToSpeakUp.phone,
    freedomToSpeakUp.staffWellbeingPhone,
    profile.crisisLine?.phone,
  ];
  return [...new Set(all.filter((number) => number !== undefined))];
}
