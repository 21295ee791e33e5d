/** Questions that ask the same thing of different people: what was learned for one holds for all. */
import sureness from '../en/sureness.json';
import topics from './topics.json';

const TOPIC_OF = new Map(Object.entries(topics).flatMap(([topic, questions]) => questions.map((one) => [one, topic])));

/** The name under which the answers to a question were learned. */
export const topicOf = (question: string): string => TOPIC_OF.get(question) ?? question;

const MENUS = new Set(sureness.menus);
/** The answers to a menu are subjects, and read like questions. */
export const isMenu = (question: string): boolean => MENUS.has(topicOf(question));
