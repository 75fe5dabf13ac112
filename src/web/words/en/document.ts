export const document = {
  breadcrumb: 'Breadcrumb',
  all: 'Documentation',
  programs: 'Programs that exist already',
  onThisPage: 'On this page',
};
