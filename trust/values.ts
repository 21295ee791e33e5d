/** The profile as the words want it: one text for each placeholder, null where the Trust has not given it. */
import type { Profile } from './profile';

export interface ProfileValues {
  readonly texts: Readonly<Record<string, string | null>>;
  readonly hours: Profile['pals']['hours'];
  readonly pageText: Profile['pageText'];
  readonly switchedOn: Profile['switchedOn'];
}

export function trustValues(profile: Profile): ProfileValues {
  const { pals, marthasRule, safeguarding, integratedCareBoard: icb, advocacy, complaints, bereavement } = profile;
  const { policies, freedomToSpeakUp: ftsu, crisisLine } = profile;
  return {
    texts: {
      trustName: profile.name,
      palsName: pals.name,
      ...phone('palsPhone', pals.phone),
      ...email('palsEmail', pals.email),
      palsPlace: pals.place,
      palsCoverName: pals.cover?.name ?? null,
      ...phone('palsCoverPhone', pals.cover?.phone),
      marthaName: marthasRule.name,
      ...phone('marthaPhone', marthasRule.phone),
      marthaScope: marthasRule.scope,
      ...phone('safeguardingPhone', safeguarding.phone),
      ...phone('safeguardingOutOfHoursPhone', safeguarding.outOfHoursPhone),
      ...phone('switchboardPhone', profile.switchboard.phone),
      crashNumber: profile.crashNumber,
      icbName: icb.name,
      ...phone('icbPhone', icb.phone),
      ...email('icbEmail', icb.email),
      advocacyName: advocacy.name,
      ...phone('advocacyPhone', advocacy.phone),
      advocacyUrl: advocacy.url,
      complaintsName: complaints.name,
      ...phone('complaintsPhone', complaints.phone),
      ...email('complaintsEmail', complaints.email),
      bereavementName: bereavement.name,
      ...phone('bereavementPhone', bereavement.phone),
      ...phone('medicalExaminerPhone', bereavement.medicalExaminerPhone),
      bereavementSupportName: bereavement.support?.name ?? null,
      ...phone('bereavementSupportPhone', bereavement.support?.phone),
      policySecondOpinionsUrl: policies.secondOpinions,
      policyConsentUrl: policies.consent ?? null,
      policyMentalCapacityUrl: policies.mentalCapacity ?? null,
      policyInterpretersUrl: policies.interpreters ?? null,
      policySafeguardingUrl: policies.safeguarding ?? null,
      freedomToSpeakUpName: ftsu.name,
      ...phone('freedomToSpeakUpPhone', ftsu.phone),
      ...email('freedomToSpeakUpEmail', ftsu.email),
      incidentSystemName: ftsu.incidentSystem?.name ?? null,
      incidentSystemUrl: ftsu.incidentSystem?.url ?? null,
      ...phone('staffWellbeingPhone', ftsu.staffWellbeingPhone),
      findGpUrl: profile.findGpUrl,
      pageUrl: profile.pageUrl,
      patientChatUrl: profile.patientChatUrl,
      exitAddress: profile.exitUrl,
      crisisLineName: crisisLine?.name ?? null,
      ...phone('crisisLinePhone', crisisLine?.phone),
      clinicListUrl: profile.clinicListUrl ?? null,
    },
    hours: pals.hours,
    pageText: profile.pageText,
    switchedOn: profile.switchedOn,
  };
}

/** The number as it is read, and as it is dialled: `palsPhone` and `palsPhoneHref`. */
function phone(name: string, number: string | undefined): Record<string, string | null> {
  return { [name]: number ?? null, [`${name}Href`]: number === undefined ? null : `tel:${number.replaceAll(' ', '')}` };
}

function email(name: string, address: string): Record<string, string> {
  return { [name]: address, [`${name}Href`]: `mailto:${address}` };
}
