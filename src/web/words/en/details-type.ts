import type { DetailsTypeProblem } from '../../../oauth/details-type.ts';

/** What is wrong with a kind of authorization details, and what to do. */
export function detailsTypeSentence(problem: DetailsTypeProblem): string {
  switch (problem.id) {
    case 'details-type-malformed':
      return 'A type has at most 128 characters of ASCII, without spaces, quotes and backslashes: payment_initiation, or an address of yours.';
    case 'details-sentence-missing':
      return 'The sentence has at most 300 characters: people read it when they are asked, as "Pay {amount} to {creditor}".';
    case 'details-sentence-malformed':
      return `In the sentence, ${problem.at} is no member of the details: write {name}, or {outer.inner}, and no other brace.`;
    case 'details-schema-no-object':
      return 'The schema is an object: {"properties":{"amount":{"type":"string"}},"required":["amount"]}.';
    case 'details-schema-too-large':
      return `The schema has at most ${problem.most} characters.`;
    case 'details-schema-malformed':
      return `The schema is not one of JSON Schema 2020-12: ${problem.why}`;
  }
}
