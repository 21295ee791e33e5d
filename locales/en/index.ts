/** The English words: one file for each flow and part. A new file is added here, once. */
import accessibility from './accessibility.json';
import askCard from './askCard.json';
import bot from './bot.json';
import canned from './canned.json';
import desk from './desk.json';
import deskCase from './deskCase.json';
import embed from './embed.json';
import errors from './errors.json';
import family from './family.json';
import feedback from './feedback.json';
import handover from './handover.json';
import helpNow from './helpNow.json';
import hours from './hours.json';
import leaflet from './leaflet.json';
import offers from './offers.json';
import other from './other.json';
import outcomes from './outcomes.json';
import page from './page.json';
import patient from './patient.json';
import safetyCheck from './safetyCheck.json';
import signposting from './signposting.json';
import questions from './questions.json';
import staff from './staff.json';
import teamsApp from './teamsApp.json';
import ui from './ui.json';
import under18OrCannotAgree from './under18OrCannotAgree.json';
import unhappy from './unhappy.json';
import welcome from './welcome.json';
import type { WordFiles } from '../wordFiles';

export const en: WordFiles = {
  page,
  signposting,
  hours,
  bot,
  handover,
  askCard,
  ui,
  questions,
  leaflet,
  accessibility,
  embed,
  errors,
  desk,
  deskCase,
  canned,
  outcomes,
  offers,
  welcome,
  patient,
  family,
  under18OrCannotAgree,
  staff,
  teamsApp,
  helpNow,
  unhappy,
  other,
  safetyCheck,
  feedback,
};
