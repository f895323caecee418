// Runs in the browser. URLs are relative to the page, which is served by the API it calls.

const form = document.querySelector('form');
const list = document.querySelector('ul');
const problem = document.querySelector('#problem');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const entry = Object.fromEntries(new FormData(form));
  if ((await call('POST', 'entries', entry)) === undefined) return;
  form.reset();
  await showEntries();
});

await showEntries();

async function showEntries() {
  const answer = await call('GET', 'entries');
  if (answer !== undefined) list.replaceChildren(...answer.entries.map(show));
}

function show({ id, name, message, likes }) {
  const item = document.createElement('li');
  const author = document.createElement('strong');
  const button = document.createElement('button');
  author.textContent = `${name}: `;
  button.textContent = `♥ ${likes}`;
  button.addEventListener('click', async () => {
    const answer = await call('POST', `entries/${encodeURIComponent(id)}/likes`);
    if (answer !== undefined) button.textContent = `♥ ${answer.likes}`;
  });
  item.append(author, message, ' ', button);
  return item;
}

/** What the API answers; nothing when that is an error, which is shown. */
async function call(method, url, body) {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(url, body === undefined ? { method } : { method, headers, body: JSON.stringify(body) });
  problem.textContent = response.ok ? '' : await response.text();
  return response.ok ? response.json() : undefined;
}
