// A program that is issued signed tokens without a pause.
import { Connection } from './http-load.mjs';

/** `next` is the text of a request for one; `signed` says whether the answer is one. */
export const signing = (contender, next) => async () => {
  const connection = new Connection(contender.port);
  let on = true;
  let done = 0;
  const loop = (async () => {
    while (on) {
      const answer = await connection.send(next());
      if (!contender.signed(answer)) throw new Error(`${answer.status} ${answer.body.slice(0, 300)}`);
      done += 1;
    }
  })();
  return async () => {
    on = false;
    await loop;
    connection.close();
    return done;
  };
};
