import { type SentencePart, sentenceOfDetails } from '../../oauth/details-type.ts';
import type { AuthorizationDetail, DetailsType } from '../../oauth/model/authorization-details.ts';

/** What views/partials/detail.eta shows of details that are asked for, or were granted. */
export function shownDetail(detail: AuthorizationDetail, sentence: readonly SentencePart[]) {
  return { sentence, type: detail.type, exactly: exactly(detail) };
}

/** The same of what was granted, in the words that its type has now; one whose type is gone has its name alone. */
export function grantedDetail(detail: AuthorizationDetail, types: readonly DetailsType[]) {
  const type = types.find((each) => each.type === detail.type);
  return shownDetail(detail, type ? sentenceOfDetails(detail, type) : []);
}

/** As JSON, in which whatever cannot be seen, or turns what follows around, is written out. */
function exactly(detail: AuthorizationDetail): string {
  const escaped = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(detail, undefined, 1).replace(/[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, escaped);
}
