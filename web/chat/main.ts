/** Starts the page's script. */
import { Chat } from './chat';
import { readConfig } from './config';
import { watchTop } from './watchTop';

document.documentElement.classList.add('app-script');
watchTop();
void new Chat(readConfig()).open();
