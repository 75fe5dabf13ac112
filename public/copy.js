// Makes a button of the copy sign in each value. The page is complete without it: a click on the value selects all of it.
for (const value of document.querySelectorAll('code.value')) {
  const box = document.createElement('div');
  box.className = 'copyable';
  const button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('aria-label', ['Copy', value.getAttribute('data-copy')].filter(Boolean).join(' '));
  const said = document.createElement('span');
  said.setAttribute('role', 'status');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(value.textContent.trim());
      said.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(value);
      said.textContent = 'Selected: copy it with your keyboard';
    }
    setTimeout(() => {
      said.textContent = '';
    }, 4000);
  });
  value.before(box);
  box.append(value, button, said);
}
