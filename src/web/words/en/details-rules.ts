/** What the documentation says about refusals of authorization details; a part of rules.ts. */
export const detailsRuleTexts = {
  'details-malformed': {
    group: 'authorize',
    what: 'The parameter authorization_details is no list that can be read: no JSON, no array of objects, an object without a type, a member that comes twice, or too much of it.',
    why: 'What a person is asked about must have one reading, and be short enough to be read.',
    fix: ['Send one JSON array, encoded once as a form value, with an object for each thing that you ask for.'],
    example: 'authorization_details=[{"type":"payment_initiation","amount":"12.00","creditor":"Openfield"}]',
  },
  'details-type-not-registered': {
    group: 'authorize',
    what: 'One of the authorization_details has a type that nobody registered, or that this application may not ask for.',
    why: 'Only of a registered type does the server know what it means, and how to tell a person.',
    fix: [
      'Compare with authorization_details_types_supported in the metadata: type is compared to the letter.',
      'Ask an administrator to let the application ask for the type: latchkey app set CLIENT_ID --authorization-details-type TYPE.',
    ],
  },
  'details-not-of-type': {
    group: 'authorize',
    what: 'One of the authorization_details has a type that is registered, and is not as its schema says. The answer says where.',
    why: 'People are asked in the words of the type. What it does not know they could not be told.',
    fix: ['Ask whoever runs the API for the schema of the type, and leave out what is not in it.'],
  },
  'details-wider-than-granted': {
    group: 'token',
    what: 'The token request names authorization_details that are not among those that were granted.',
    why: 'At the token endpoint nobody is asked any more. It can give less than was allowed, and nothing else.',
    fix: [
      'Leave the parameter out to have all that was granted, or send some of it exactly as the token answer shows it.',
      'For other details send the person through a new authorization request.',
    ],
  },
  'details-not-here': {
    group: 'any',
    what: 'The request carries authorization_details on a way on which no person is asked about them: another grant, a device, or a response type with tokens in it.',
    why: 'Ignoring them would mean giving something else than was asked for.',
    fix: ['Send them to the authorization endpoint, or push them, with response_type=code.'],
  },
} as const;
