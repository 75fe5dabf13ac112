export const errorRule = {
  all: 'All refusals',
  breadcrumb: 'Breadcrumb',
  what: 'What happened',
  why: 'Why the rule exists',
  fix: 'How to fix it',
  example: 'As it should be',
  facts: 'In short',
  rule: 'Rule',
  code: 'Error code',
  section: 'Where it is written',
  owner: 'You make the application? Its page lists what was refused lately, what was sent, and why.',
  ownerLink: 'Your applications',
};
