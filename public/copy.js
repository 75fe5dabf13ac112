// Puts a Copy button beside each value that is there to be copied. The page is complete without it: a click on the
// value selects all of it.
for (const value of document.querySelectorAll('code.value')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'aslink';
  button.textContent = 'Copy';
  const label = value.getAttribute('data-copy');
  if (label) button.setAttribute('aria-label', `Copy ${label}`);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(value.textContent.trim());
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(value);
      button.textContent = 'Selected: copy it with your keyboard';
    }
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 4000);
  });
  value.after(button);
}
