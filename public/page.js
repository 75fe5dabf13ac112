// Says times in the reader's own zone: the server knows none and says UTC. The page is complete without it.
const exactly = new Intl.DateTimeFormat(document.documentElement.dataset.locale, { dateStyle: 'medium', timeStyle: 'long' });
for (const time of document.querySelectorAll('time[title]')) {
  const own = exactly.format(new Date(time.dateTime));
  if (time.textContent === time.title) time.textContent = own;
  time.title = own;
}
