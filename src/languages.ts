/** The tags (RFC 5646 §2) of the languages that there are, each with its folder in src/web/words; the first holds where no other is known. */
export const LANGUAGES = ['en', 'de'] as const;

export type Language = (typeof LANGUAGES)[number];

export function isLanguage(tag: string | undefined): tag is Language {
  return LANGUAGES.some((each) => each === tag);
}
