export const formPost = {
  title: (application: string) => `Back to ${application}`,
  instruction: (application: string) =>
    `You go back to ${application} by yourself. If nothing happens, press the button.`,
  button: 'Continue',
};
