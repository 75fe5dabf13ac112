// Makes a button of the copy sign in each value. The page is complete without it: a click on the value selects all of it.
const { copy, copied, selected } = document.currentScript.dataset;
for (const value of document.querySelectorAll('code.value')) {
  const box = document.createElement('div');
  box.className = 'copyable';
  const button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('aria-label', copy.replace('{}', value.getAttribute('data-copy') ?? '').trim());
  const said = document.createElement('span');
  said.setAttribute('role', 'status');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(value.textContent.trim());
      said.textContent = copied;
    } catch {
      getSelection().selectAllChildren(value);
      said.textContent = selected;
    }
    setTimeout(() => {
      said.textContent = '';
    }, 4000);
  });
  value.before(box);
  box.append(value, button, said);
}
