import { LANGUAGES, type Language } from '../../languages.ts';
import { catalogue } from '../words/index.ts';

/** Every language, by its tag and its own name. */
export function languageChoices(): readonly { readonly tag: Language; readonly name: string }[] {
  return LANGUAGES.map((tag) => ({ tag, name: catalogue[tag].languageName }));
}
