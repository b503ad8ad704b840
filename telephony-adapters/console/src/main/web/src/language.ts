/** The language of the pages: the person's choice, else that of the account, else that of the browser. */

import { effect, signal } from '@preact/signals';
import { texts, type Text } from './texts';

export type Language = 'fr' | 'en';

const CHOICE = 'language';

export const language = signal<Language>(chosen() ?? (navigator.language.startsWith('fr') ? 'fr' : 'en'));

effect(() => {
  document.documentElement.lang = language.value;
});

function chosen(): Language | undefined {
  const choice = localStorage.getItem(CHOICE);
  return choice === 'fr' || choice === 'en' ? choice : undefined;
}

/** The person chooses; this browser keeps the choice. */
export function choose(choice: Language): void {
  localStorage.setItem(CHOICE, choice);
  language.value = choice;
}

/** The language of the account, unless the person has chosen another one in this browser. */
export function speak(ofAccount: Language): void {
  language.value = chosen() ?? ofAccount;
}

/** A text in the language of the pages, with `{name}` replaced by a value. */
export function t(text: Text, values: Record<string, string | number> = {}): string {
  return texts[text][language.value].replace(/\{(\w+)}/g, (_, name: string) => String(values[name]));
}

/** A word of the console in the language of the pages, or as it is. */
export function word(words: Record<string, Record<Language, string>>, name: string): string {
  return words[name]?.[language.value] ?? name;
}

/** A text that is kept, so that it follows a change of the language. */
export interface Message {
  text: Text;
  values?: Record<string, string | number>;
}

export function say(message: Message): string {
  return t(message.text, message.values);
}

/** A point of time, in the time zone of the browser. */
export function time(instant: string): string {
  return new Intl.DateTimeFormat(language.value, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
}
