/** Starts the page's script. */
import { Chat } from './chat';
import { readConfig } from './config';

document.documentElement.classList.add('app-script');
void new Chat(readConfig()).open();
