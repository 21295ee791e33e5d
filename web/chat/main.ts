/** Starts the page's script. */
import { Chat } from './chat';
import { readConfig } from './config';
import { watchTop } from './watchTop';

document.documentElement.classList.add('app-script');
watchTop();
const chat = new Chat(readConfig());
void chat.open();
chat.sendWaiting();
