type Texts = { readonly description: string; readonly detail: string | undefined };

/** The scopes that an installation begins with, as prisma/migrations writes them: while nobody changed a text, it is shown in every language. */
export const scopes: Readonly<Record<string, Texts>> = {
  openid: {
    description: 'Know who you are, by a number that stands for you',
    detail: 'Every sign-in with this account needs it.',
  },
  profile: {
    description: 'See your profile',
    detail: 'Your name and picture, and what else you say of yourself there.',
  },
  email: { description: 'See your email address', detail: undefined },
  address: { description: 'See your postal address', detail: undefined },
  phone: { description: 'See your telephone number', detail: undefined },
  offline_access: {
    description: 'Stay connected while you are away',
    detail: 'It can act for you until you take this back, not only while you use it.',
  },
  groups: {
    description: 'See which groups you are in',
    detail: 'Those that it is for; all of them only where an administrator says so.',
  },
  roles: {
    description: 'See what you are there, such as an editor',
    detail: 'The roles that it gave you itself, and no others.',
  },
};
