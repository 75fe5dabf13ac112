export const language = {
  title: 'Language',
  lead: 'In which language do you want to read these pages?',
};
